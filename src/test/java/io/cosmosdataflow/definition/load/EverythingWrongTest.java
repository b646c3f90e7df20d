package io.cosmosdataflow.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.ReferenceCheck;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EverythingWrongTest {

    private static final Path FACTORY = Path.of("src/test/resources/definition/everything-wrong");
    private static final Path EXPECTED = Path.of("src/test/resources/definition/everything-wrong.txt");

    @Test
    void everyFaultOfAFactoryIsReportedInOneGo() throws IOException {
        Issues issues = new Issues();

        ReferenceCheck.factory(FactoryLoader.load(FACTORY, issues), issues);

        String found = issues.all().stream()
                .map(Issue::toString)
                .map(line -> line.replace(FACTORY.toString(), "FACTORY").replace('\\', '/'))
                .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(EXPECTED, found);
        }
        assertThat(found).isEqualTo(Files.readString(EXPECTED));
    }
}
