using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Tracker.Web.Platform;

/// <summary>A day of every year in JSON: 06-30.</summary>
public sealed class AnnualDateJson : JsonConverter<AnnualDate>
{
    public override AnnualDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AnnualDatePattern.Iso.Parse(reader.GetString()!).Value;

    public override void Write(Utf8JsonWriter writer, AnnualDate value, JsonSerializerOptions options) => writer.WriteStringValue(AnnualDatePattern.Iso.Format(value));
}
