/**
 * Dates as .NET reads and writes them: formats, cultures, time zones by the names of Windows.
 *
 * <p>In: texts and formats. Out: timestamps, and texts again. Imports {@code expression.value} and {@code diagnostic};
 * the table of time zones is a resource of this package.
 */
package io.cosmosdataflow.expression.date;
