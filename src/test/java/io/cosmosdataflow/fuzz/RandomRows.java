package io.cosmosdataflow.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of a source, with names, types and values that are rarely met together, in each form that a source has. */
final class RandomRows {

    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "Name",
            "a.b",
            "a b",
            "a`b",
            "x'y",
            "\\\"q\\\"",
            "$$x",
            "_ts",
            "select",
            "größe",
            "col,umn",
            "{c}",
            "c[0]",
            "document",
            "1st",
            "x".repeat(130),
            "#",
            "a/b",
            "@at",
            "value");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "NULL",
            "\\\\N",
            "true",
            "0",
            "007",
            "-1",
            "1e5",
            "1E400",
            "NaN",
            "2020-02-30",
            "2020-01-01",
            "2020-01-01T00:00:00.1234567Z",
            "0001-01-01",
            "9999-12-31T23:59:59",
            "12:34:56",
            "a,b",
            "it's",
            "ä€😀",
            "\\n",
            "\\t",
            "a\\\"b",
            "\\u0000",
            "{",
            "[1,2]",
            "00000000-0000-0000-0000-000000000001",
            "x");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "1.0",
            "1.10",
            "1e5",
            "1E400",
            "5e-324",
            "2147483648",
            "9223372036854775808",
            "123456789012345678901234567890.123456789",
            "0.1",
            "-1.5e-7");

    /** Expressions of Spark over {@code id}, a long: a column of each type that files have. */
    private static final List<String> COLUMNS = List.of(
            "cast(id as byte)",
            "cast(id as short)",
            "cast(id as int)",
            "id",
            "cast(id as float) / 3",
            "cast(id as double) / 0",
            "cast(id as decimal(38, 18)) / 7",
            "cast(id as decimal(5, 0))",
            "cast(id as string)",
            "concat('n', id)",
            "id % 2 = 0",
            "cast(concat('b', id) as binary)",
            "date_add(date'0001-01-01', cast(id as int))",
            "timestamp'1500-01-01 00:00:00.123456' + make_interval(0, 0, 0, cast(id as int))",
            "timestamp_ntz'2020-01-01 00:00:00'",
            "array(id, null)",
            "array(named_struct('a', id, 'b', 'x'))",
            "named_struct('a', id, 'a b', named_struct('c', array('x')))",
            "map('k', id)",
            "map(concat('k', id), array(id))",
            "if(id % 2 = 0, null, id)",
            "cast(null as string)",
            "double('NaN')",
            "cast(array() as array<string>)",
            "if(id > 100, id, null)");

    private final Random random;

    RandomRows(Random random) {
        this.random = random;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int left = 1 + random.nextInt(5); left > 0; left--) {
            names.add(one(NAMES));
        }
        return List.copyOf(names);
    }

    /** Lines of documents, each with an id in it unless it is for files. */
    String documents(boolean withId) {
        List<String> names = names();
        StringBuilder lines = new StringBuilder();
        for (int row = random.nextInt(6); row >= 0; row--) {
            List<String> members = new ArrayList<>();
            if (withId) {
                members.add("\"id\": \"" + row + "\"");
            }
            for (String name : names) {
                if (random.nextInt(5) > 0 && !(withId && name.equals("id"))) {
                    members.add("\"" + name + "\": " + json(2));
                }
            }
            lines.append('{').append(String.join(", ", members)).append("}\n");
        }
        return lines.toString();
    }

    private String json(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2 -> one(NUMBERS);
            case 3, 4 -> "\"" + one(TEXTS) + "\"";
            case 5 -> "[]";
            case 6 -> "[" + json(depth - 1) + ", " + json(depth - 1) + "]";
            default -> "{\"" + one(NAMES) + "\": " + json(depth - 1) + "}";
        };
    }

    /** With a header; some rows have a value more, or a quote that has no end. */
    String delimited(String delimiter) {
        List<String> names = names();
        StringBuilder text = new StringBuilder(names.stream().map(this::quoted).collect(Collectors.joining(delimiter)));
        for (int row = random.nextInt(6); row > 0; row--) {
            text.append('\n');
            int values = random.nextInt(8) == 0 ? names.size() + 1 : names.size();
            for (int i = 0; i < values; i++) {
                text.append(i > 0 ? delimiter : "").append(quoted(one(random.nextBoolean() ? TEXTS : NUMBERS)));
            }
        }
        return text.append(random.nextInt(20) == 0 ? "\"" : "\n").toString();
    }

    private String quoted(String text) {
        return random.nextInt(3) == 0 ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** For {@code selectExpr} over a range. */
    String[] columns() {
        List<String> columns = new ArrayList<>();
        for (String name : names()) {
            columns.add(one(COLUMNS) + " as `" + name.replace("`", "``") + "`");
        }
        return columns.toArray(String[]::new);
    }

    /** A table of local mode: types in the header, rows that fit them. */
    String table() {
        List<String> types =
                List.of("int", "bigint", "decimal(38,10)", "float", "bit", "date", "datetime2", "nvarchar(20)");
        List<String> values = List.of(
                "1", "9223372036854775807", "1.5", "0.1", "1", "0001-01-01", "2020-01-01T00:00:00.1234567", "ä");
        StringBuilder header = new StringBuilder();
        StringBuilder row = new StringBuilder();
        int column = 0;
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int type = random.nextInt(types.size());
            header.append(column > 0 ? "," : "")
                    .append("\"c")
                    .append(column)
                    .append(':')
                    .append(types.get(type))
                    .append('"');
            row.append(column++ > 0 ? "," : "").append(random.nextInt(4) == 0 ? "" : values.get(type));
        }
        return header + "\n" + (row + "\n").repeat(random.nextInt(4));
    }

    /** A few bytes of a file change, or it ends early; most files stay as they are. */
    byte[] spoilt(byte[] bytes) {
        byte[] spoilt = bytes.clone();
        int choice = random.nextInt(12);
        if (choice == 0) {
            return java.util.Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1));
        }
        for (int left = choice == 1 ? 3 : 0; left > 0 && spoilt.length > 0; left--) {
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
        return spoilt;
    }
}
