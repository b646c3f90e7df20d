package io.cosmosdataflow.store.lost;

import java.io.Serializable;

/** Is told of the rows that a copy leaves out. Used inside tasks, by the task's own thread. */
public interface LostRows extends Serializable {

    void lost(LostRow row);
}
