package io.cosmosdataflow.testing;

import java.util.concurrent.ThreadLocalRandom;

/** Where the numbers of a random test begin. */
public final class Seed {

    private Seed() {}

    /**
     * The same in each build, so that what was green stays green until somebody changes it.
     *
     * @param name of the test's system property: {@code -Dname.seed=N} begins elsewhere, {@code -Dname.seed=random}
     *     where nobody has been
     * @return the number, which is printed
     */
    public static long of(String name) {
        String property = name + ".seed";
        String given = System.getProperty(property, "1");
        long seed =
                given.equals("random") ? ThreadLocalRandom.current().nextLong(1_000_000_000) : Long.parseLong(given);
        System.out.println("-D" + property + "=" + seed);
        return seed;
    }
}
