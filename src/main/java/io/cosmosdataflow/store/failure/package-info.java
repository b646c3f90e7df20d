/**
 * What exceptions of Spark, of file systems, of the libraries of formats and of drivers mean to a user, wherever they
 * come through: a code, and a message without a value of a row. In: a throwable; out: the error of ours, or nothing,
 * which is a fault of this product. Imports nothing of the other stores.
 */
package io.cosmosdataflow.store.failure;
