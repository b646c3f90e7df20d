package io.cosmosdataflow.plan;

import java.util.Set;

/** For tests of other packages: the words of all transformations. */
public final class TransformationWords {

    private TransformationWords() {}

    public static Set<String> all() {
        return Transformations.words();
    }
}
