package io.cosmosdataflow.state;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A file system of Hadoop, {@code steps:///}, on local files: a rename never overwrites, as on HDFS, and its process
 * can be killed at a rename. It has no {@code FileContext}, as some object stores.
 */
public final class StepByStepFiles extends RawLocalFileSystem {

    private static final String KILLS = "steps.kill.at.rename";

    /** What the killed process would have done next does not happen. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.steps.impl", StepByStepFiles.class.getName());
        configuration.setBoolean("fs.steps.impl.disable.cache", true);
        return configuration;
    }

    /** Every rename kills. */
    static Configuration killing() {
        Configuration configuration = configuration();
        configuration.setBoolean(KILLS, true);
        return configuration;
    }

    @Override
    public URI getUri() {
        return URI.create("steps:///");
    }

    @Override
    public String getScheme() {
        return "steps";
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (getConf().getBoolean(KILLS, false)) {
            throw new Killed();
        }
        return !exists(to) && super.rename(from, to);
    }
}
