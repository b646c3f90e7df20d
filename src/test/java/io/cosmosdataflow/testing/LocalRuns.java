package io.cosmosdataflow.testing;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.PipelineJob;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.run.RunListener;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.state.StateDirectory;
import io.cosmosdataflow.store.local.LocalStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs pipelines of a factory in a temporary directory on local stores and the shared emulator. */
public final class LocalRuns {

    private final Path directory;
    private final boolean cosmosAlone;
    private final EmbeddedCosmos cosmos;
    private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());

    private LocalRuns(Path directory, boolean cosmosAlone, EmbeddedCosmos cosmos) {
        this.directory = directory;
        this.cosmosAlone = cosmosAlone;
        this.cosmos = cosmos;
    }

    public static LocalRuns in(Path directory) {
        return on(SharedEmulator.instance(), directory);
    }

    /** On an account that the test has for itself. */
    public static LocalRuns on(EmbeddedCosmos cosmos, Path directory) {
        return new LocalRuns(directory, false, cosmos);
    }

    /** The shared emulator stands in for Cosmos DB; all other stores are those of the definitions. */
    public static LocalRuns onServers(Path directory) {
        return new LocalRuns(directory, true, SharedEmulator.instance());
    }

    public Path factory() {
        return directory.resolve("factory");
    }

    /** A path in the directory of {@code --local}. */
    public Path local(String path) {
        return directory.resolve("local").resolve(path);
    }

    public LocalRuns file(String path, String text) {
        try {
            Files.createDirectories(local(path).getParent());
            Files.writeString(local(path), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PipelineJob job(String pipeline) {
        return DataFactory.load(factory()).withLocalStores(stores()).pipeline(pipeline);
    }

    /** The directory of {@code --local}, and the embedded account. */
    public LocalStores stores() {
        return new LocalStores(cosmosAlone ? Optional.empty() : Optional.of(local("")), Optional.empty())
                .withCosmos(cosmos.endpoint(), cosmos.key());
    }

    public PipelineResult run(String pipeline) {
        return run(pipeline, Map.of());
    }

    public PipelineResult run(String pipeline, Map<String, String> parameters) {
        return job(pipeline)
                .run(
                        SharedSpark.session(),
                        parameters,
                        Optional.of(directory.resolve("state").toString()),
                        listener());
    }

    /** @param options get the state directory of the other runs */
    public PipelineResult run(String pipeline, RunOptions options) {
        return job(pipeline).run(SharedSpark.session(), Map.of(), options.withState(state()), listener());
    }

    public StateDirectory state() {
        return new StateDirectory(
                directory.resolve("state").toString(),
                SharedSpark.session().sessionState().newHadoopConf());
    }

    private RunListener listener() {
        return new RunListener() {
            @Override
            public void noted(String activity, String remark) {
                remarks.add(activity + ": " + remark);
            }
        };
    }

    /** What the run wanted the user to see. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }
}
