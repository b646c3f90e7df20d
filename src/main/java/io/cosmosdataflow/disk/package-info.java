/**
 * Files of this machine, for Hadoop, without processes that are started for them.
 *
 * <p>In: Hadoop's paths and permissions. Out: Hadoop's statuses of files. Imports Hadoop's file system.
 */
package io.cosmosdataflow.disk;
