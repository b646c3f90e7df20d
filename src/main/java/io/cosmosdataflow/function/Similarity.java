package io.cosmosdataflow.function;

import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.udf;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** How like two texts are. */
public final class Similarity {

    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private static final double WHOLE = 100;

    private Similarity() {}

    /**
     * What {@code fuzzyCompare} and fuzzy joins compare with their threshold: the Jaro-Winkler similarity of two
     * texts in percent, a double from 0 to 100, without regard to upper and lower case. The documentation names no
     * algorithm; this one is among the functions of the language, and is made for names and addresses.
     */
    public static Column percent(Column left, Column right) {
        return jaroWinkler(lower(left), lower(right)).multiply(WHOLE);
    }

    /** From 0, nothing in common, to 1, the same. */
    public static Column jaroWinkler(Column left, Column right) {
        UDF2<String, String, Double> similarity = Similarity::between;
        return udf(similarity, DataTypes.DoubleType).apply(left, right);
    }

    private static Double between(String left, String right) {
        return left == null || right == null ? null : JARO_WINKLER.apply(left, right);
    }
}
