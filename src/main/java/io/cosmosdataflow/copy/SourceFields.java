package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.diagnostic.Issues;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The fields that a mapping may take from the source. */
interface SourceFields {

    /** What the columns of the values belong to. */
    Dataset<Row> rows();

    /** Empty if the source has no such field, which is reported. */
    Optional<SourceValue> value(FieldMapping mapping, Issues issues);

    /** Something that makes a row unfit as a whole: null, or what is wrong with it. */
    default Optional<Column> fault() {
        return Optional.empty();
    }

    /** The row as the log of skipped rows shows it. */
    Column item();
}
