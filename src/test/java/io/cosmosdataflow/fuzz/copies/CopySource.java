package io.cosmosdataflow.fuzz.copies;

import io.cosmosdataflow.fuzz.copies.RandomValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Random rows of a source, and what a mapping can take out of them. */
public sealed interface CopySource {

    /**
     * A value of each row.
     *
     * @param side members of the mapping's source that name it
     * @param type null for a value of a document, which is of any
     * @param of the value of a row
     */
    record Pick(String side, Kind kind, CopyType type, Function<Object, Object> of) {}

    /** A column of a tabular source. */
    record Column(String name, CopyType type, Kind kind) {
        /** Spark's type. */
        public String spark() {
            return type.spark();
        }
    }

    /** All that it has; the first is a number that no other row has. */
    List<Pick> picks();

    /** As {@link Pick#of} takes them. */
    List<Object> rows();

    /** Rows of columns. */
    record Table(List<Column> columns, List<Object> rows, boolean header) implements CopySource {

        static Table random(RandomValue values, Random random, List<String> names, int count, CopyRows.End end) {
            List<Column> columns = new ArrayList<>();
            boolean text = end != CopyRows.End.TYPED;
            columns.add(new Column("row", text ? CopyType.STRING : CopyType.INT32, Kind.WHOLE));
            for (int i = 0; i < 5; i++) {
                Kind kind = values.kind();
                columns.add(new Column(names.get(i), text ? CopyType.STRING : typed(kind, values), kind));
            }
            List<Object> rows = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                List<Object> line = new ArrayList<>();
                line.add(text ? String.valueOf(row) : java.math.BigInteger.valueOf(row));
                for (Column column : columns.subList(1, columns.size())) {
                    line.add(text ? values.text(column.kind()) : values.typed(column.type()));
                }
                rows.add(line);
            }
            return new Table(columns, rows, end != CopyRows.End.HEADERLESS);
        }

        private static CopyType typed(Kind kind, RandomValue values) {
            return values.one(
                    switch (kind) {
                        case WHOLE -> List.of(CopyType.SBYTE, CopyType.INT16, CopyType.INT32, CopyType.INT64);
                        case FRACTION -> List.of(CopyType.DOUBLE, CopyType.MONEY, CopyType.WIDE);
                        case FLAG -> List.of(CopyType.BOOLEAN);
                        case TIME -> List.of(CopyType.DATE, CopyType.DATETIME);
                        case BYTES -> List.of(CopyType.BYTES);
                        default -> List.of(CopyType.STRING);
                    });
        }

        @Override
        public List<Pick> picks() {
            List<Pick> picks = new ArrayList<>();
            for (int place = 0; place < columns.size(); place++) {
                int at = place;
                Column column = columns.get(place);
                picks.add(new Pick(
                        header ? "\"name\": " + Documents.named(column.name()) : "\"ordinal\": " + (place + 1),
                        column.kind(),
                        column.type(),
                        row -> ((List<?>) row).get(at)));
            }
            return picks;
        }
    }

    /** Documents, or the elements of an array in them. */
    record Tree(Documents documents, boolean collection, Random random) implements CopySource {

        private record Element(Map<String, Object> document, Object element) {}

        @Override
        public List<Object> rows() {
            List<Object> rows = new ArrayList<>();
            for (Map<String, Object> document : documents.documents()) {
                if (!collection) {
                    rows.add(new Element(document, null));
                } else if (document.get(Documents.LINES) instanceof List<?> lines) {
                    lines.forEach(line -> rows.add(new Element(document, line)));
                }
            }
            return rows;
        }

        @Override
        public List<Pick> picks() {
            List<Pick> picks = new ArrayList<>();
            picks.add(pick(new Documents.Member(List.of("id"), Kind.WHOLE)));
            documents.members().forEach(member -> picks.add(pick(member)));
            if (collection) {
                documents
                        .elements()
                        .forEach(member -> picks.add(new Pick(
                                "\"path\": "
                                        + Documents.quoted(Documents.path("", member.path(), random.nextBoolean())),
                                member.kind(),
                                null,
                                row -> Documents.at(((Element) row).element(), member.path()))));
            }
            return picks;
        }

        Pick pick(Documents.Member member) {
            return new Pick(
                    "\"path\": " + Documents.quoted(Documents.path("$", member.path(), random.nextBoolean())),
                    member.kind(),
                    null,
                    row -> Documents.at(((Element) row).document(), member.path()));
        }

        /** Of the first document; with a collection its first element, if it has one. */
        Optional<Object> first() {
            Map<String, Object> document = documents.documents().get(0);
            boolean any = document.get(Documents.LINES) instanceof List<?> lines && !lines.isEmpty();
            Object element = collection && any ? ((List<?>) document.get(Documents.LINES)).get(0) : null;
            return Optional.of(new Element(document, element));
        }

        /** A document a line. */
        public String lines() {
            return documents.documents().stream().map(Documents::json).collect(Collectors.joining("\n", "", "\n"));
        }

        @Override
        public String toString() {
            return lines();
        }
    }
}
