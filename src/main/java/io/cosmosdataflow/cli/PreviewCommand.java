package io.cosmosdataflow.cli;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.DataFlowJob;
import io.cosmosdataflow.api.JsonRows;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.terminal.PreviewTable;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.run.flow.DataFlowPreview;
import io.cosmosdataflow.run.flow.DataFlowPreview.Preview;
import io.cosmosdataflow.run.flow.DataFlowPreview.Samples;
import io.cosmosdataflow.store.local.LocalStores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code preview}: the first rows of a stream as a table. */
final class PreviewCommand {

    private final Console console;

    PreviewCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Preview command) {
        if (command.emulator() || command.local().isPresent()) {
            LocalStores.requireThisMachine(OwnedSpark.master());
        }
        DataFactory factory = DataFactory.load(command.flow().factory());
        if (command.parametersFile().isPresent()) {
            factory = factory.withParametersFile(command.parametersFile().get());
        }
        Map<String, Samples> samples = new HashMap<>();
        command.samples().forEach((source, file) -> samples.put(source, JsonRows.read(Path.of(file))));
        LocalStores stores = new LocalStores(command.local(), Optional.empty());
        if (command.local().isPresent()) {
            factory = factory.withLocalStores(stores);
        }
        check(factory, command);
        if (!command.emulator() && command.local().isEmpty()) {
            return show(command, factory, samples);
        }
        try (EmbeddedCosmosAccounts cosmos = EmbeddedCosmosAccounts.whenAsked(command.local(), false)) {
            LocalStores started = stores.withCosmos(cosmos);
            return show(command, factory.withLocalStores(started), samples);
        }
    }

    /** Before anything is started, so that a wrong name is answered at once. */
    private static void check(DataFactory factory, Command.Preview command) {
        DataFlowJob job = job(factory, command);
        DataFlowPreview.requireStream(job.plan(command.flow().parameters()), command.stream());
    }

    private static DataFlowJob job(DataFactory factory, Command.Preview command) {
        return factory.dataFlow(command.flow().name())
                .withDatasetParameters(command.flow().datasetParameters());
    }

    private int show(Command.Preview command, DataFactory factory, Map<String, Samples> samples) {
        try (OwnedSpark spark = OwnedSpark.getOrCreate();
                Preview preview = job(factory, command)
                        .streams(
                                spark.session(),
                                List.of(command.stream()),
                                command.flow().parameters(),
                                samples)
                        .get(command.stream())) {
            PreviewTable.of(preview, command.rows())
                    .print(console.out(), console.outWidth().getAsInt());
            return 0;
        }
    }
}
