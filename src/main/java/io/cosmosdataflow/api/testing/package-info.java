/**
 * Tests of data flows in plain folders. In: a factory, and a folder of tests with the rows of sources and the
 * rows that streams are expected to have; out: what differs, by row and column. Sources and sinks are never
 * opened.
 *
 * <p>{@link io.cosmosdataflow.api.testing.DataFlowTest} needs nothing but Spark. {@link
 * io.cosmosdataflow.api.testing.DataFlowTests} is for JUnit 5, which is then on the class path of the tests; it
 * is the only place outside of {@code cli} that makes a Spark session, if there is none. Imports {@code api} and
 * what stands below.
 */
package io.cosmosdataflow.api.testing;
