package io.cosmosdataflow.store.http.page;

import java.io.Serializable;
import java.util.List;

/**
 * How the request for a page follows from the answer before.
 *
 * @param ends one of them is enough
 * @param mostRequests {@link #UNLIMITED} for any number
 * @param links whether the {@code Link} header of an answer (RFC 5988) leads to the next page, where no rule does
 */
public record PaginationRules(List<PageRule> rules, List<EndCondition> ends, int mostRequests, boolean links)
        implements Serializable {

    static final int UNLIMITED = Integer.MAX_VALUE;

    /** Where the definition says nothing. */
    public static final PaginationRules DEFAULT = new PaginationRules(List.of(), List.of(), UNLIMITED, true);

    public PaginationRules {
        rules = List.copyOf(rules);
        ends = List.copyOf(ends);
    }
}
