/**
 * The activities that decide what runs: they have lists of activities inside, or work on values of the run alone. No
 * store, and no Spark job of their own.
 */
package io.cosmosdataflow.run.control;
