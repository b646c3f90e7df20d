package io.cosmosdataflow.function;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Time zones as arguments: {@code GMT}, {@code PST}, {@code America/Cayman}, {@code +02:00}. */
public final class TimeZones {

    /** Hours above 17 are left out: Spark ends the job for {@code +18:30}. */
    private static final String OFFSET = "^(?:(?:UTC|GMT|UT)?[+-](?:0?[0-9]|1[0-7]):[0-5][0-9]|Z)$";

    private TimeZones() {}

    /** Whether there is such a zone: an identifier of the tz database, a short name of Java's, or an offset. */
    public static boolean exists(String name) {
        return find(name).isPresent();
    }

    /** Empty if there is no such zone. */
    public static Optional<ZoneId> find(String name) {
        try {
            // java.util.TimeZone knows offsets, but takes Greenwich for UTC+8
            return Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS).normalized());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The zone's name, or NULL where there is no such zone: Spark would end the job. A constant is judged here;
     * for a column, Spark looks the name up in a set that it makes once.
     */
    public static Column known(Call call, int index) {
        Optional<String> constant = ConstantArguments.text(call, index);
        if (constant.isPresent()) {
            return constant.filter(name -> find(name).isPresent())
                    .map(name -> lit(name))
                    .orElseGet(() -> lit(null).cast(DataTypes.StringType));
        }
        Object[] names = Stream.concat(ZoneId.getAvailableZoneIds().stream(), ZoneId.SHORT_IDS.keySet().stream())
                .toArray();
        Column zone = call.column(index);
        return when(zone.isin(names).or(zone.rlike(OFFSET)), zone);
    }
}
