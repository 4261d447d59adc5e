// Fixtures own their databases, ports and folders, and mostly wait for PostgreSQL: four beside each other on two cores.
// What counts seconds or kills processes runs alone, after the others: [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
