package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.RestFactory.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.RestFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of local mode: the names of files are those of docs/copy.md, "REST services in local mode". */
class RestRecordingsTest {

    @TempDir
    Path directory;

    private LocalRuns runs;
    private RestFactory factory;

    /** Nobody needs the password. */
    @BeforeEach
    void aService() {
        runs = LocalRuns.in(directory);
        factory = RestFactory.of(
                runs, "'authenticationType': 'Basic', 'userName': 'u', 'url': 'https://host/api/v1?key=1'");
        factory.files()
                .linkedService(
                        "Api",
                        "RestService",
                        RestFactory.json(
                                "{'authenticationType': 'Basic', 'userName': 'u', 'url': 'https://host/api/v1'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            orders                | orders.json
            orders.json           | orders.json
            /orders/              | orders.json
            ``                    | index.json
            a b/c/d               | a b/c/d.json
            orders?page=2&size=10 | orders@page=2&size=10.json
            orders?page=2         | orders.json
            orders?$filter=a/b:c*d | orders@$filter=a_b_c_d.json
            ../../etc/passwd      | _/_/etc/passwd.json
            a%2Fb                 | a/b.json
            """)
    void eachPathHasItsFile(String url, String file) {
        runs.file("Api/" + file, "{\"a\":1}");

        assertThat(factory.resource("'relativeUrl': '" + url + "'").documents(source()))
                .containsExactly("{\"a\":1}");
    }

    @Test
    void pagesFollowEachOther() {
        runs.file("Api/orders.json", "{\"n\":1,\"next\":\"https://host/api/v1/orders?skip=1\"}");
        runs.file("Api/orders@skip=1.json", "{\"n\":2,\"next\":\"https://other/files/last\"}");
        runs.file("Api/files/last.json", "{\"n\":3}");

        assertThat(factory.resource("'relativeUrl': 'orders?top=1'")
                        .documents(source("'paginationRules': {'AbsoluteUrl': '$.next'}")))
                .hasSize(3)
                .last()
                .isEqualTo("{\"n\":3}");
    }

    @Test
    void headersStandInAFileBesideTheAnswer() {
        runs.file("Api/a.json", "{\"n\":1}").file("Api/a.headers.json", "{\"Link\": \"</api/v1/b>; rel=next\"}");
        runs.file("Api/b.json", "[{\"n\":2}]");

        assertThat(factory.resource("'relativeUrl': 'a'").documents(source()))
                .containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void anAnswerThatIsNotThereIsNamed() {
        assertThat(List.of(
                        factory.resource("'relativeUrl': 'a/b?c=d'").failure(source()),
                        factory.resource("'relativeUrl': 'a/b'").failure(source())))
                .allSatisfy(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound))
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "There is no recorded answer to GET https://host/api/v1/a/b?c=d. In local mode it is the file "
                                + runs.local("Api/a/b@c=d.json") + ", or " + runs.local("Api/a/b.json") + ".",
                        "There is no recorded answer to GET https://host/api/v1/a/b. In local mode it is the file "
                                + runs.local("Api/a/b.json") + ".");
    }

    /** Else the first page would come again and again. */
    @Test
    void aPageBehindTheFirstHasAFileOfItsOwn() {
        runs.file("Api/a.json", "{}");

        assertThat(factory.resource("'relativeUrl': 'a'")
                        .failure(source("'paginationRules': {'QueryParameters.p': 'RANGE:1:2:1'}"))
                        .getMessage())
                .endsWith("it is the file " + runs.local("Api/a@p=2.json") + ".");
    }

    /** 255 bytes are the longest name of a file on most systems. */
    @Test
    void aLongQueryIsCut() {
        String message = factory.resource("'relativeUrl': 'a?b=" + "c".repeat(300) + "'")
                .failure(source())
                .getMessage();

        assertThat(message).containsPattern("a@b=c{148}~[0-9a-f]{8}\\.json");
    }

    /** As with all files of local mode. */
    @Test
    void noLinkLeadsOutOfTheFolder() throws IOException {
        runs.file("secret.json", "{}").file("Api/b.json", "{}");
        Files.createSymbolicLink(runs.local("Api/a.json"), runs.local("secret.json"));

        assertThat(factory.resource("'relativeUrl': 'a'").failure(source()).code())
                .isEqualTo(ErrorCode.FileNameInvalid);
    }
}
