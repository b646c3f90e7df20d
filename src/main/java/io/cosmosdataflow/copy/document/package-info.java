/**
 * Values of documents on their way through a mapping, as the JSON text they are: taken out by their paths, and put
 * together to other documents. Numbers keep their digits.
 *
 * <p>Uses one function of ours over the text: Spark's own JSON functions give texts, and so cannot tell {@code 1}
 * from {@code "1"}, nor a null from a member that is missing.
 */
package io.cosmosdataflow.copy.document;
