package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Documents that were not written.
 *
 * @param counts of all of them
 * @param some of them, at most {@link #MOST_NAMED} of each code
 */
public record NotWritten(Map<ErrorCode, Long> counts, List<WriteFailure> some) implements Serializable {

    static final int MOST_NAMED = 20;
    static final NotWritten NONE = new NotWritten(Map.of(), List.of());

    public NotWritten {
        counts = Map.copyOf(counts);
        some = List.copyOf(some);
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    NotWritten plus(NotWritten other) {
        Map<ErrorCode, Long> sum = new EnumMap<>(ErrorCode.class);
        sum.putAll(counts);
        other.counts.forEach((code, count) -> sum.merge(code, count, Long::sum));
        List<WriteFailure> named = new ArrayList<>();
        for (ErrorCode code : sum.keySet()) {
            Stream.concat(some.stream(), other.some.stream())
                    .filter(failure -> failure.code() == code)
                    .limit(MOST_NAMED)
                    .forEach(named::add);
        }
        return new NotWritten(sum, named);
    }
}
