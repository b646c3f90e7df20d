/**
 * What a whole factory would do here: a report for those who decide.
 *
 * <p>In: what checks have found, pipeline by pipeline and data flow by data flow, and what a run needs besides. Out: an
 * {@link io.cosmosdataflow.api.report.Assessment}, which says what runs, what runs once something is given, what cannot
 * run, and which missing feature stands in the way of how many; as a page of HTML and as JSON.
 *
 * <p>Imports {@code diagnostic} and Jackson.
 */
package io.cosmosdataflow.api.report;
