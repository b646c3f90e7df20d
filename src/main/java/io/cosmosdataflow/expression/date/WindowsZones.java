package io.cosmosdataflow.expression.date;

import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.expression.value.EvaluationFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Time zones by the names that Windows gives them, {@code Pacific Standard Time}; IANA's names are known too. */
public final class WindowsZones {

    private static final Map<String, String> IANA = read();

    private WindowsZones() {}

    public static ZoneId find(String name) {
        String iana = IANA.get(name.strip());
        try {
            return ZoneId.of(iana == null ? name.strip() : iana);
        } catch (DateTimeException e) {
            String near = NearestNames.hint(name, IANA.keySet());
            throw new EvaluationFault(
                    "there is no time zone '" + name + "'"
                            + (near.isEmpty() ? "" : ". " + near.replaceFirst("\\?$", "")),
                    e);
        }
    }

    static Map<String, String> all() {
        return IANA;
    }

    private static Map<String, String> read() {
        Properties properties = new Properties();
        try (InputStream file = WindowsZones.class.getResourceAsStream("windows-zones.properties")) {
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> zones = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.stringPropertyNames().forEach(name -> zones.put(name, properties.getProperty(name)));
        return zones;
    }
}
