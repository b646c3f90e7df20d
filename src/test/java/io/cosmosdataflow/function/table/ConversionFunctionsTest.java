package io.cosmosdataflow.function.table;

import static io.cosmosdataflow.function.table.Evaluation.column;
import static io.cosmosdataflow.function.table.Evaluation.hidden;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import io.cosmosdataflow.function.table.Evaluation.Argument;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ConversionFunctionsTest {

    private static final Argument DAY = column(lit("2018-09-05").cast(DateType), DateType);
    private static final Argument TIME = column(lit("2018-09-05 14:07:08.009").cast(TimestampType), TimestampType);

    @Test
    void numbersAreReadByTheirFormat() {
        new Checks()
                .call("-1", "toByte", 0xFF)
                .call("123", "toInteger", "$123", "$###")
                .call("null", "toInteger", "123", "$###")
                .call("null", "toInteger", "$123abc", "$###")
                .call("1234", "toLong", "1,234", "#,###")
                .call("-5", "toShort", "-5", "###")
                .call("null", "toByte", "$300", "$###")
                .call("123.45", "toFloat", "$123.45", "$###.00")
                .call("123.45", "toDouble", "\u00c7123,45", "\u00c7###,##", "de")
                .call("1234.5", "toDouble", "1.234,5", "#,##0.0", "de-DE")
                .call("1234.5", "toDouble", "1.234,5", "#.##0,0", "de_DE")
                .call("null", "toDouble", "1", "#'")
                .call("123.4500", "toDecimal", "$123.45", 8, 4, "$###.00")
                .call("123.45", "toDecimal", 123.45)
                .call("123.5", "toDecimal", 123.45, 4, 1)
                .call("null", "toDecimal", 12345, 4, 1)
                .call("12", "toInteger", 12.9, "###")
                .call("123", "toInteger", "$123", hidden("$###"))
                .call("null", "toInteger", "$123", null)
                .call("null", "toInteger", new Object[] {null})
                .call("null", "toInteger", null, "###")
                .verify();
    }

    @Test
    void datesAreReadByTheirFormat() {
        new Checks()
                .call("2012-12-18", "toDate", "12/18/2012", "MM/dd/yyyy")
                .call("2012-01-08", "toDate", "1/8/2012", "MM/dd/yyyy")
                .call("2012-12-18", "toDate", "20121218", "yyyyMMdd")
                .call("null", "toDate", "2012121", "yyyyMMdd".concat("HH"))
                .call("2012-12-18", "toDate", "2012-12-18T10:00:00Z", "yyyy-MM-dd")
                .call("null", "toDate", "2012-02-30", "yyyy-MM-dd")
                .call("null", "toDate", "2018-12-31", "MM/dd/yy")
                .call("null", "toDate", "12/18--234234", "MM/dd/yyyy")
                .call("1975-12-31", "toDate", "12/31/75", "MM/dd/yy")
                .call("2018-12-31", "toDate", "12/31/18", "MM/dd/yy", "es-ES")
                .call("2018-12-05", "toDate", "5 Dec 2018", "d MMM yyyy")
                .call("2018-12-05", "toDate", "5 DECEMBER 2018", "d MMMM yyyy")
                .call("2018-12-05", "toDate", "5 diciembre 2018", "d MMMM yyyy", "es")
                .call("2018-12-05", "toDate", "Wed, 05 Dec 2018", "EEE, dd MMM yyyy")
                .call("2018-02-01", "toDate", "2018-032", "yyyy-DDD")
                .call("2018-09-05", "toDate", "2018-09-05", hidden("yyyy-MM-dd"))
                .call("null", "toDate", "2018-09-05", "no pattern")
                .call("null", "toDate", "2018-09-05", "")
                .call("null", "toDate", "", "yyyy-MM-dd")
                .call("null", "toDate", null, "yyyy-MM-dd")
                .call("2018-09-05", "toDate", TIME, "yyyy")
                .verify();
    }

    @Test
    void timesAreReadByTheirFormat() {
        String iso = "yyyy-MM-dd'T'HH:mm:ss";
        new Checks()
                .call("2016-12-31 00:12:00.0", "toTimestamp", "2016-12-31T00:12:00", iso, "PST")
                .call("2016-12-31 00:12:00.0", "toTimestamp", "2016-12-31T00:12:00Z", iso + "X")
                .call("2016-12-30 22:12:00.0", "toTimestamp", "2016-12-31T00:12:00+02:00", iso + "XXX")
                .call("2016-12-30 16:12:00.0", "toTimestamp", "2016-12-31T00:12:00Z", iso + "X", "PST")
                .call("2016-12-31 02:12:00.0", "toTimestamp", "2016-12-31T00:12:00Z", iso + "X", "+02:00")
                .call("2016-12-31 08:12:00.0", "toTimestamp", "2016-12-31T00:12:00Z", iso + "X", "UTC+8")
                .call("2016-12-31 05:12:00.0", "toTimestamp", "2016-12-31T00:12:00 EST", iso + " z")
                .call("2016-12-30 23:12:00.0", "toTimestamp", "2016-12-31T00:12:00+0100", iso + "Z")
                .call("2019-02-03 05:19:28.871", "toTimestamp", "2019-02-03 05:19:28.871", "yyyy-MM-dd HH:mm:ss.SSS")
                .call(
                        "2019-02-03 05:19:28.871",
                        "toTimestamp",
                        "2019-02-03 05:19:28.8719999",
                        "yyyy-MM-dd HH:mm:ss.SSS")
                .call("2019-02-03 17:19:00.0", "toTimestamp", "2019-02-03 05:19 PM", "yyyy-MM-dd hh:mm a")
                .call("2019-02-03 00:19:00.0", "toTimestamp", "2019-02-03 12:19 am", "yyyy-MM-dd hh:mm a")
                .call("2019-02-03 13:19:00.0", "toTimestamp", "2019-02-03 13:19", "yyyy-MM-dd hh:mm")
                .call("null", "toTimestamp", "2019-02-03 25:19", "yyyy-MM-dd HH:mm")
                .call("null", "toTimestamp", "2019-02-03 10:60", "yyyy-MM-dd HH:mm")
                .call("2018-12-30 00:00:00.0", "toTimestamp", "2019-01", "YYYY-ww")
                .call("1970-01-01 00:00:01.0", "toTimestamp", 1000)
                .call("2018-09-05 00:00:00.0", "toTimestamp", DAY)
                .call(
                        "2018-09-05 14:07:08.009",
                        "toTimestamp",
                        "05.09.2018 14:07:08,009",
                        hidden("dd.MM.yyyy HH:mm:ss,SSS"))
                .verify();
    }

    @Test
    void valuesAreWrittenByTheirFormat() {
        new Checks()
                .call("123,456.79", "toString", 123456.789, "##,###.##")
                .call("000123.780", "toString", 123.78, "000000.000")
                .call("12.345E3", "toString", 12345, "##0.#####E0")
                .call("1.234,50", "toString", 1234.5, "#,##0.00", "de")
                .call("$1,234.50", "toString", new BigDecimal("1234.5"), "$#,##0.00")
                .call("1234.50", "toString", 1234.5, hidden("0.00"))
                .call("null", "toString", 1, "#'")
                .call("09/05/2018", "toString", DAY, "MM/dd/yyyy")
                .call("20180905140708009", "toString", TIME, "yyyyMMddHHmmssSSS")
                .call("Wed 5 September 2018, 02:07 PM", "toString", TIME, "EEE d MMMM yyyy, hh:mm a")
                .call("2018-09-05T14:07:08Z", "toString", TIME, "yyyy-MM-dd'T'HH:mm:ss'Z'")
                .call("2018-09-05T14:07:08+0000", "toString", TIME, "yyyy-MM-dd'T'HH:mm:ssZ")
                .call("5 September 2018", "toString", DAY, "d MMMM yyyy", "de")
                .call("3", "toString", DAY, "u")
                .call("36", "toString", DAY, "w")
                .call("2018", "toString", DAY, hidden("yyyy"))
                .call("null", "toString", DAY, "no pattern")
                .call("null", "toString", DAY, null)
                .call("null", "toString", null, "yyyy")
                .call("text", "toString", "text", "yyyy")
                .call("false", "toString", false)
                .call("2018-09-05 14:07:08.009", "toString", TIME)
                .verify();
    }

    @Test
    void questionsFollowTheConversions() {
        new Checks()
                .call("true", "isBoolean", "no")
                .call("false", "isBoolean", "microsoft")
                .call("false", "isBoolean", new Object[] {null})
                .call("true", "isByte", "123")
                .call("false", "isByte", "300")
                .call("false", "isInteger", "")
                .call("true", "isInteger", "$123", "$###")
                .call("true", "isDouble", "$123.45", "$###.00")
                .call("false", "isDouble", "icecream")
                .call("true", "isDecimal", "123456789012.45")
                .call("false", "isDecimal", "12/12/2000")
                .call("true", "isDate", "2012-8-18")
                .call("false", "isDate", "12/18--234234", "MM/dd/yyyy")
                .call("true", "isTimestamp", "2016-12-31 00:12:00")
                .call("true", "isTimestamp", "2016-12-31T00:12:00", "yyyy-MM-dd'T'HH:mm:ss", "PST")
                .call("false", "isTimestamp", "2012-8222.18")
                .call("false", "isTimestamp", "12:30:00")
                .verify();
    }
}
