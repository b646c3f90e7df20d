/**
 * Random copies with mappings next to an interpreter that follows Microsoft's documentation value by value in plain Java. It
 * shares no code with what it is held against.
 */
package io.cosmosdataflow.fuzz.copies;
