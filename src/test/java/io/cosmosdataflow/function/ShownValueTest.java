package io.cosmosdataflow.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

class ShownValueTest {

    @Test
    void singleValues() {
        assertThat(ShownValue.of(null, DataTypes.StringType)).isEqualTo("NULL");
        assertThat(ShownValue.of("it's \\ ünïcode", DataTypes.StringType)).isEqualTo("'it's \\ ünïcode'");
        assertThat(ShownValue.of(true, DataTypes.BooleanType)).isEqualTo("true");
        assertThat(ShownValue.of(3.0, DataTypes.DoubleType)).isEqualTo("3.0");
        assertThat(ShownValue.of(new BigDecimal("0E-10"), DataTypes.createDecimalType(20, 10)))
                .isEqualTo("0.0000000000");
        assertThat(ShownValue.of(new byte[] {0x1f, (byte) 0xad}, DataTypes.BinaryType))
                .isEqualTo("0x1fad");
    }

    @Test
    void timesAreShownInUtcWithMillisecondsIfThereAreAny() {
        Instant time = Instant.parse("2012-12-31T23:59:59.120Z");
        assertThat(ShownValue.of(time, DataTypes.TimestampType)).isEqualTo("2012-12-31 23:59:59.120");
        assertThat(ShownValue.of(Timestamp.from(time), DataTypes.TimestampType)).isEqualTo("2012-12-31 23:59:59.120");
        assertThat(ShownValue.of(Instant.parse("2012-12-31T00:00:00Z"), DataTypes.TimestampType))
                .isEqualTo("2012-12-31 00:00:00");
        assertThat(ShownValue.of(LocalDate.parse("2012-12-31"), DataTypes.DateType))
                .isEqualTo("2012-12-31");
        assertThat(ShownValue.of(Date.valueOf("2012-12-31"), DataTypes.DateType))
                .isEqualTo("2012-12-31");
    }

    @Test
    void nestedValues() {
        StructType struct = StructType.fromDDL("a INT, b STRING");
        ArrayType array = DataTypes.createArrayType(struct);
        Object rows = JavaConverters.asScalaBuffer(java.util.Arrays.asList(RowFactory.create(1, null), null));
        Map<String, Integer> entries = new LinkedHashMap<>();
        entries.put("k", 1);
        entries.put("l", null);

        assertThat(ShownValue.of(rows, array)).isEqualTo("[@(a=1, b=NULL), NULL]");
        assertThat(ShownValue.of(JavaConverters.asScalaBuffer(List.of()), array))
                .isEqualTo("[]");
        assertThat(ShownValue.of(
                        JavaConverters.mapAsScalaMap(entries),
                        DataTypes.createMapType(DataTypes.StringType, DataTypes.IntegerType)))
                .isEqualTo("['k' -> 1, 'l' -> NULL]");
    }
}
