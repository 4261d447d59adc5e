// Fixtures own their offices and browsers, and wait for pages more than they reckon: three beside each other on two cores.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
