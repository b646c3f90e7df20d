package io.cosmosdataflow.copy;

/**
 * What the mapping must know of the two ends of a copy.
 *
 * @param sourceHierarchical the source gives documents
 * @param sinkHierarchical the sink takes documents
 * @param sourceNestingSeparator joins the names of nested members into column names, for a tabular sink; empty:
 *     nested values stay whole, as JSON text
 * @param sinkNestingSeparator splits column names into the names of nested members, for a tabular source; empty:
 *     names stay whole
 * @param detectDatetime ISO 8601 texts of documents become timestamps in a tabular sink
 * @param sinkIdIsText the sink takes only texts as {@code id}
 */
public record CopyShape(
        boolean sourceHierarchical,
        boolean sinkHierarchical,
        String sourceNestingSeparator,
        String sinkNestingSeparator,
        boolean detectDatetime,
        boolean sinkIdIsText) {}
