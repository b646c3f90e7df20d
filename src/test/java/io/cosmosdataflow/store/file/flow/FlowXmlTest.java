package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.dataset;
import static io.cosmosdataflow.store.file.flow.FlowFixture.failure;
import static io.cosmosdataflow.store.file.flow.FlowFixture.projection;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowXmlTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final Optional<Dataset> FOLDER = dataset("Xml", "in", "", "");

    @Test
    void aFileIsARowWithItsRootElement() throws IOException {
        store.with("in/1.xml", "<?xml version=\"1.0\"?><r v=\"1\"><i k=\"a\">x</i><i>y</i><n>5</n><e/></r>");

        assertThat(store.rows(
                        FOLDER,
                        "{}",
                        projection("r struct<`@v`:int,i:array<struct<`@k`:string,`_value_`:string>>,n:int,e:string>")))
                .containsExactly("[[1,WrappedArray([a,x], [null,y]),5,null]]");
    }

    @Test
    void whatRepeatsInOneFileIsAnArrayInAll() throws IOException {
        store.with("in/1.xml", "<r><i>1</i><o>t</o></r>").with("in/2.xml", "<r><i>2</i><i>3</i><o a=\"b\"/></r>");

        assertThat(store.rows(FOLDER, "{}", projection("")))
                .containsExactly("[[WrappedArray(1),[null,t]]]", "[[WrappedArray(2, 3),[b,null]]]");
        assertThat(store.read(FOLDER, "{'preferredIntegralType': 'integer'}", projection("", true, false, true))
                        .schema()
                        .toDDL())
                .isEqualTo("r STRUCT<i: ARRAY<INT>, o: STRUCT<`@a`: STRING, _value_: STRING>>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{} # r STRUCT<`u,@b`: STRING, `u,a`: STRING>",
                "{'namespacePrefixes': {'u': 'p'}} # r STRUCT<`p:@b`: STRING, `p:a`: STRING>",
                "{'namespaces': false} # r STRUCT<`@x:b`: STRING, `@xmlns:x`: STRING, `x:a`: STRING>",
                "{'namespaces': true, 'validationMode': 'none'} # r STRUCT<`u,@b`: STRING, `u,a`: STRING>",
            })
    void namespacesNameTheFields(String settings, String schema) throws IOException {
        store.with("in/1.xml", "<r xmlns:x=\"u\" x:b=\"1\"><x:a>2</x:a></r>");

        assertThat(store.read(FOLDER, settings, projection("")).schema().toDDL())
                .isEqualTo(schema);
    }

    @Test
    void theDeclaredEncodingCounts() throws IOException {
        store.with("in/1.xml", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r>\u00e4</r>".getBytes("ISO-8859-1"));

        assertThat(store.rows(FOLDER, "{}", projection("r string"))).containsExactly("[\u00e4]");
    }

    @Test
    void entitiesOfOtherFilesAreNotFetched() throws IOException {
        store.with("secret", "s")
                .with(
                        "in/1.xml",
                        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file://" + store.container.resolve("secret")
                                + "\">]><r>&x;</r>");

        assertThat(failure(() -> store.rows(FOLDER, "{}", projection("r string")))
                        .code())
                .isEqualTo(ErrorCode.FileMalformed);
    }

    @Test
    void brokenAndBottomlessFilesAreErrorsWithTheirPlace() throws IOException {
        store.with("in/1.xml", "<r>\n<a></r>");

        JobException broken = failure(() -> store.rows(FOLDER, "{}", projection("r string")));
        store.with("in/1.xml", "<a>".repeat(100_000));
        JobException bottomless = failure(() -> store.rows(FOLDER, "{}", projection("r string")));

        assertThat(broken).hasMessageContaining("File 'in/1.xml' cannot be read at line 2");
        assertThat(bottomless).hasMessageContaining("elements are nested deeper than 500");
    }

    @Test
    void inlineXmlIsRead() throws IOException {
        store.with("in/1.xml", "<r><a>N/A</a></r>");

        assertThat(store.rows(
                        Optional.empty(),
                        "{'format': 'xml', 'fileSystem': 'c', 'folderPath': 'in', 'nullValue': 'N/A'}",
                        projection("r struct<a:string>")))
                .containsExactly("[[null]]");
    }
}
