package io.cosmosdataflow.fuzz.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A type of the script language, with random values of it; values are plain Java objects, null for NULL. */
public enum ModelType {
    INTEGER("integer"),
    LONG("long"),
    DOUBLE("double"),
    DECIMAL("decimal(20,2)"),
    BOOLEAN("boolean"),
    STRING("string"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    INTEGERS("integer[]"),
    STRINGS("string[]");

    static final List<String> TEXTS = List.of(
            "a",
            "b",
            "A",
            "",
            " ",
            "ab",
            "null",
            "NULL",
            "01234",
            "1e5",
            "it's",
            "a,b",
            "a\"b",
            "a|b",
            "ä€",
            "😀",
            "ß",
            "x y",
            "true",
            "2026-01-31",
            "-1",
            "\\",
            "tab\there",
            "{}",
            "[1]",
            "größe",
            "line\nbreak",
            "CASE",
            "é");

    private static final List<Integer> INTEGERS_ = List.of(0, 1, 2, 3, -1, 7, 100, 46340, -46340, 12345678);

    private static final List<Long> LONGS =
            List.of(0L, 1L, 5L, -7L, 2147483648L, 9007199254740993L, -9007199254740993L, 4611686018427387903L);

    private static final List<Double> DOUBLES =
            List.of(0.0, 1.0, -1.5, 0.1, 1e-7, 123456789.125, 1e15, 1e20, -2.5e-10, 3.0);

    private static final List<String> DECIMALS =
            List.of("0.00", "1.10", "-1.50", "0.01", "123456789012345678.99", "-999999999999999999.99", "42.00");

    private static final List<String> DAYS =
            List.of("2026-01-31", "2024-02-29", "1970-01-01", "1969-12-31", "1900-01-01");

    /** None in the last second before 1970, which ORC files cannot hold (docs/copy.md). */
    private static final List<String> TIMES = List.of(
            "2026-01-31T10:20:30.123Z", "2024-02-29T00:00:00Z", "1969-12-31T23:59:58.999Z", "2000-01-01T12:00:00Z");

    private final String word;

    ModelType(String word) {
        this.word = word;
    }

    /** As it is written in a projection. */
    String word() {
        return word;
    }

    boolean scalar() {
        return this != INTEGERS && this != STRINGS;
    }

    boolean sortable() {
        return scalar() && this != BOOLEAN;
    }

    Object random(Random random) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        return switch (this) {
            case INTEGER -> one(random, INTEGERS_);
            case LONG -> one(random, LONGS);
            case DOUBLE -> one(random, DOUBLES);
            case DECIMAL -> new BigDecimal(one(random, DECIMALS));
            case BOOLEAN -> random.nextBoolean();
            case STRING -> one(random, TEXTS);
            case DATE -> LocalDate.parse(one(random, DAYS));
            case TIMESTAMP -> Instant.parse(one(random, TIMES));
            case INTEGERS -> list(random, INTEGER);
            case STRINGS -> list(random, STRING);
        };
    }

    private static List<Object> list(Random random, ModelType of) {
        List<Object> items = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            items.add(of.random(random));
        }
        return items;
    }

    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
