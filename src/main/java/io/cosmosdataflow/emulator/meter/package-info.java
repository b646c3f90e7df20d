/**
 * What requests cost and what a container may spend: request charges, throughput budgets, and counters of all
 * that was asked. Imports nothing of the project.
 */
package io.cosmosdataflow.emulator.meter;
