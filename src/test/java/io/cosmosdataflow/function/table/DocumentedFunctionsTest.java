package io.cosmosdataflow.function.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No function of Microsoft's list is missing; {@code documented.txt} is that list. */
class DocumentedFunctionsTest {

    @Test
    void everyDocumentedFunctionIsThere() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("src/test/resources/function/documented.txt"));

        assertThat(documented).hasSize(266).doesNotHaveDuplicates();
        assertThat(Functions.all()).extracting(Function::name).containsAll(documented);
    }

    @Test
    void everyFunctionIsDescribedWithAnExampleThatCallsIt() {
        assertThat(Functions.all())
                .filteredOn(function -> !function.documentation().matches(".+\\.")
                        || function.examples().isEmpty())
                .extracting(Function::name)
                .isEmpty();
    }

    @Test
    void aFunctionIsBuiltUnlessItIsAboutTheStream() {
        assertThat(Functions.all())
                .allSatisfy(function -> assertThat(function.builder().isEmpty())
                        .as(function.name())
                        .isEqualTo(function.kind() == Kind.STREAM));
    }

    @Test
    void namesAreFoundInAnySpelling() {
        assertThat(Functions.find("ADDDAYS")).map(Function::name).contains("addDays");
        assertThat(Functions.find("addDay")).isEmpty();
    }
}
