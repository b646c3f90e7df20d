/**
 * Faults on purpose: answers of a service under stress and broken connections, for tests of what clients do then.
 *
 * <p>Imports {@code emulator.meter} for the kinds of requests.
 */
package io.cosmosdataflow.emulator.fault;
