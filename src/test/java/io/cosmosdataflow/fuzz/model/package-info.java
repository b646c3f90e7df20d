/**
 * Random data flows next to an interpreter that follows Microsoft's documentation row by row in plain Java. It shares no
 * code with what it is held against.
 */
package io.cosmosdataflow.fuzz.model;
