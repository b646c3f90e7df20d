package io.cosmosdataflow.store.sql.dialect;

import java.util.Set;

/**
 * What a database's own codes say of the rows that met them, where SQLSTATE does not.
 *
 * @param duplicates a row with this key is there
 * @param misfits a value does not fit its column, or a row its constraints
 * @param transients a deadlock or a failed serialization: the same again may succeed
 */
public record FaultCodes(Set<Integer> duplicates, Set<Integer> misfits, Set<Integer> transients) {

    public static final FaultCodes NONE = new FaultCodes(Set.of(), Set.of(), Set.of());

    public FaultCodes {
        duplicates = Set.copyOf(duplicates);
        misfits = Set.copyOf(misfits);
        transients = Set.copyOf(transients);
    }
}
