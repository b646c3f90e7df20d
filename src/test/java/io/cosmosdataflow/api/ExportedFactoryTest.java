package io.cosmosdataflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.store.local.LocalStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check says of an export, compared with what it says of the repository and with the text of the files. */
class ExportedFactoryTest {

    private static final Path FORMS = Path.of("src/test/resources/definition/forms");

    @TempDir
    Path directory;

    @Test
    void aCheckOfTheExportSaysWhatOneOfTheRepositorySays() {
        assertThat(messages(DataFactory.load(FORMS.resolve("arm"))))
                .isEqualTo(messages(DataFactory.load(FORMS.resolve("git"))))
                .anyMatch(message -> message.contains("Set 'ShopDatabase_password' in the parameters file."));
    }

    @Test
    void aSecretFromTheParametersFileIsNotAskedForAndNeverShown() throws IOException {
        Path values = Files.writeString(
                directory.resolve("values.json"),
                "{\"parameters\": {\"ShopDatabase_password\": {\"value\": \"hush-hush\"}}}");

        List<Issue> found = DataFactory.load(FORMS.resolve("arm"))
                .withParametersFile(values)
                .check();

        assertThat(found)
                .extracting(Issue::toString)
                .noneMatch(message -> message.contains("ShopDatabase_password") || message.contains("hush-hush"));
    }

    @Test
    void aMistakeInAScriptIsShownAtItsPlaceInTheTemplate() throws IOException {
        String template = Files.readString(FORMS.resolve("arm/ARMTemplateForFactory.json"));
        Path file = Files.writeString(
                directory.resolve("ARMTemplateForFactory.json"), template.replace("tags[1]", "tag[1]"));

        List<Issue> found = DataFactory.load(file)
                .withLocalStores(new LocalStores(Optional.of(directory), Optional.empty()))
                .dataFlow("LoadOrders")
                .check();

        List<String> lines = Files.readAllLines(file);
        assertThat(found)
                .filteredOn(issue -> issue.message().contains("'tag'"))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.span().file()).isEqualTo(file.toString());
                    assertThat(lines.get(issue.span().line() - 1)
                                    .substring(issue.span().column() - 1))
                            .startsWith("tag[1]");
                });
    }

    private static List<String> messages(DataFactory factory) {
        return factory.check().stream()
                .map(issue -> issue.message() + " " + issue.hint())
                .sorted()
                .toList();
    }
}
