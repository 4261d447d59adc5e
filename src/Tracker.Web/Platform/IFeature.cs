namespace Tracker.Web.Platform;

/// <summary>A verb, a set of queries or a sweep, made anew for each use. Implementing it is all the registration there is.</summary>
public interface IFeature;
