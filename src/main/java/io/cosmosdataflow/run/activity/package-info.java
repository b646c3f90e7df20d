/**
 * What an activity is, and what surrounds it: the scope of its run, the stores that are known, sessions, and failures
 * in the words of the product.
 *
 * <p>In: the definition of an activity and the values of a run. Out: {@link
 * io.cosmosdataflow.run.activity.CheckedActivity}. Imports {@code store}, {@code expression}, {@code state} and what is
 * below; knows no type of activity.
 */
package io.cosmosdataflow.run.activity;
