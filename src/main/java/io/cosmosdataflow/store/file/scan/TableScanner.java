package io.cosmosdataflow.store.file.scan;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Cuts rows out of a file that has columns. */
interface TableScanner extends RowScanner {

    /** Names of the columns, from the header or by count; the header is taken, a first row of data is not lost. */
    List<String> header(boolean written) throws IOException;

    /** Says at which place of the Dataset's rows each column of this file goes. */
    void mapTo(List<String> names, Map<String, Integer> places);

    /**
     * Name of a column that has none.
     *
     * @param lenient as mapping data flows read, else as the Copy activity does
     */
    static String unnamed(int index, boolean lenient) {
        return lenient ? "_col" + index + "_" : "Prop_" + index;
    }
}
