package io.cosmosdataflow.fuzz.copies;

import io.cosmosdataflow.fuzz.copies.Conversions.Unfit;
import io.cosmosdataflow.fuzz.copies.CopyRows.End;
import io.cosmosdataflow.fuzz.copies.CopySource.Pick;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value on its way from the source to the sink.
 *
 * @param settings those that count
 * @param firstRow of documents
 */
record MappedCell(Conversions settings, End to, boolean complexToText, Optional<Object> firstRow) {

    /** @param types of the value in the source, and what it becomes one after the other; empty: it stays as it is */
    record Way(List<CopyType> types, boolean document) {

        boolean refused() {
            for (int i = document ? 2 : 1; i < types.size(); i++) {
                if (!types.get(i - 1).becomes(types.get(i))) {
                    return true;
                }
            }
            return false;
        }

        CopyType last() {
            return types.get(types.size() - 1);
        }
    }

    Way way(Pick pick, Optional<CopyType> declared, Optional<CopyType> target) {
        boolean document = pick.type() == null;
        List<CopyType> types = new ArrayList<>();
        if (document && to == End.DOCUMENTS) {
            return new Way(types, true);
        }
        types.add(document ? CopyType.STRING : pick.type());
        declared.ifPresent(types::add);
        if (document && target.isEmpty() && to == End.TYPED) {
            types.add(firstRow.map(row -> found(pick.of().apply(row))).orElse(CopyType.STRING));
        }
        target.ifPresent(types::add);
        for (int i = 1; i < types.size(); i++) {
            boolean sized = types.get(i) == CopyType.DECIMAL && types.get(i - 1).decimal();
            types.set(i, sized ? types.get(i - 1) : types.get(i));
        }
        if (document && types.size() == 1) {
            types.add(CopyType.STRING);
        }
        return new Way(types, document);
    }

    /** The type of a value of a document. */
    static CopyType found(Object value) {
        if (value instanceof Boolean) {
            return CopyType.BOOLEAN;
        }
        if (value instanceof RandomValue.Number number) {
            boolean whole = number.written().matches("-?\\d+");
            return !whole ? CopyType.DOUBLE : number.written().length() > 19 ? CopyType.DECIMAL : CopyType.INT64;
        }
        return value instanceof String text && RandomValue.time(text) != null ? CopyType.DATETIME : CopyType.STRING;
    }

    Object cell(Way way, Object found) {
        if (found == null || way.types().isEmpty()) {
            return found;
        }
        CopyType at = way.types().get(0);
        Object value = found;
        for (CopyType next : way.types().subList(1, way.types().size())) {
            boolean first = way.document() && value == found;
            value = first ? ofDocument(found, next) : settings.convert(value, at, next);
            at = next;
        }
        if (to == End.TEXT) {
            return settings.text(value, at);
        }
        if (to == End.DOCUMENTS && at == CopyType.DECIMAL) {
            return new BigDecimal(settings.text(value, at));
        }
        if (value instanceof OffsetDateTime moment && to == End.TYPED) {
            return settings.micros(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        return value instanceof LocalDateTime time && to == End.TYPED ? settings.micros(time) : value;
    }

    private Object ofDocument(Object found, CopyType type) {
        if (found instanceof Map || found instanceof List) {
            if (!complexToText) {
                throw new Unfit("objects and arrays");
            }
            return settings.convert(Documents.json(found), CopyType.STRING, type);
        }
        if (found instanceof RandomValue.Number number) {
            return settings.number(number.written(), type);
        }
        if (found instanceof Boolean flag && !CopyType.BOOLEAN.becomes(type)) {
            return settings.convert(flag ? "True" : "False", CopyType.STRING, type);
        }
        return settings.convert(found, found instanceof Boolean ? CopyType.BOOLEAN : CopyType.STRING, type);
    }
}
