package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.RestFactory.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.RestFactory;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and ends: Microsoft Learn, connector-rest, "Pagination support", with its examples. */
class RestPaginationTest {

    private static final String INCIDENTS = "now/table/incident?sysparm_limit=1000&sysparm_offset=";

    @TempDir
    Path directory;

    private WebServer server;
    private RestFactory factory;

    @BeforeEach
    void aServer() throws IOException {
        server = WebServer.start();
        factory = RestFactory.of(
                LocalRuns.onServers(directory),
                "'authenticationType': 'Anonymous', 'url': '" + server.url("/api") + "'");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> documents(String url, String rules) {
        return factory.resource("'relativeUrl': '" + url + "'").documents(source("'paginationRules': {" + rules + "}"));
    }

    private List<String> asked() {
        return server.requests().stream()
                .map(each -> each.replaceFirst("^GET /api/", ""))
                .toList();
    }

    private static List<String> numbered(String prefix, int from, int to, int step) {
        return IntStream.iterate(from, each -> each <= to, each -> each + step)
                .mapToObj(each -> prefix + each)
                .toList();
    }

    /** Example 1, both options, and the same without a variable. */
    @ParameterizedTest
    @CsvSource({
        "{offset}, QueryParameters.{offset}, RANGE:0:10000:1000",
        "{offset}, AbsoluteUrl.{offset}, RANGE:0:10000:1000",
        "7, QueryParameters.sysparm_offset, RANGE:0:10000:1000",
        "7, QueryParameters[#sysparm_offset#], range:0:10999:1000"
    })
    void aRangeInAParameter(String offset, String rule, String range) {
        server.on("/api/now/table/incident", Answer.of(200, "{\"a\":1}"));

        List<String> documents = documents(
                INCIDENTS.replaceFirst("=$", "=" + Matcher.quoteReplacement(offset)),
                "\"" + rule + "\": \"" + range + "\"");

        assertThat(asked()).isEqualTo(numbered(INCIDENTS, 0, 10_000, 1_000));
        assertThat(documents).hasSize(11).containsOnly("{\"a\":1}");
    }

    /** Example 2. */
    @Test
    void aRangeInThePath() {
        IntStream.rangeClosed(1, 100)
                .forEach(each -> server.on("/api/now/table/t" + each, Answer.of(200, "{\"t\":" + each + "}")));

        assertThat(documents("now/table/t{id}", "'AbsoluteUrl.{id}': 'RANGE:1:100:1'"))
                .isEqualTo(IntStream.rangeClosed(1, 100)
                        .mapToObj(each -> "{\"t\":" + each + "}")
                        .toList());
        assertThat(asked()).isEqualTo(numbered("now/table/t", 1, 100, 1));
    }

    /** Example 3, and one that counts down. */
    @ParameterizedTest
    @CsvSource({
        "'Headers.{id}', 'RANGE:0:100:10', '0,10,20,30,40,50,60,70,80,90,100'",
        "'Headers.id', 'RANGE:3:1:-1', '3,2,1'"
    })
    void aRangeInAHeader(String rule, String range, String expected) {
        server.on("/api/table", Answer.of(200, "{}"));

        factory.resource("'relativeUrl': 'table'")
                .documents(source(
                        "'additionalHeaders': {'id': '{id}'}", "'paginationRules': {'" + rule + "': '" + range + "'}"));

        assertThat(server.asked().stream().map(each -> each.header("id").orElse("-")))
                .containsExactly(expected.split(","));
    }

    /** Examples 4.1 to 4.6, and the condition that they do not show: three answers, of which the last is the end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            EndCondition:$.Data              | Empty      | {'Data':[{'k':1}]}                  | -     | {'Data':[]}                           | -
            EndCondition:$.Data              | Empty      | {'Data':{'k':1}}                    | -     | {'Data':null}                         | -
            EndCondition:$.Data              | NonExist   | {'Data':[{'k':1}]}                  | -     | {}                                    | -
            EndCondition:$.Complete          | Exist      | {'Data':[{'k':1}]}                  | -     | {'Data':[{'k':2}],'Complete':true}    | -
            EndCondition:$.Complete          | Const:true | {'Data':[{'k':1}],'Complete':false} | -     | {'Data':[{'k':2}],'Complete':true}    | -
            EndCondition:headers.Complete    | Const:1    | {'k':1}                             | 0     | {'k':2}                               | 1
            EndCondition:headers.Complete    | Exist      | {'k':1}                             | -     | {'k':2}                               | 20220920
            EndCondition:Headers[#Complete#] | NonExist   | {'k':1}                             | 0     | {'k':2}                               | -
            EndCondition:$.error             | NonEmpty   | {'error':''}                        | -     | {'error':{'code':7}}                  | -
            EndCondition:$[#a.b#].c[1]       | Const:x    | {'a.b':{'c':['x','y']}}             | -     | {'a.b':{'c':['y','x']}}               | -
            """)
    void anEndConditionEndsARangeWithoutAnEnd(
            String condition, String test, String answer, String header, String last, String lastHeader) {
        Answer more = complete(answer, header);
        server.on("/api/now/table/incident", more, more, complete(last, lastHeader));

        List<String> documents = documents(
                INCIDENTS + "{offset}",
                "'AbsoluteUrl.{offset}': 'RANGE:0::1000', \"" + condition + "\": '" + test + "'");

        assertThat(asked()).isEqualTo(numbered(INCIDENTS, 0, 2_000, 1_000));
        assertThat(documents)
                .containsExactly(RestFactory.json(answer), RestFactory.json(answer), RestFactory.json(last));
    }

    private static Answer complete(String body, String header) {
        Answer answer = Answer.of(200, RestFactory.json(body));
        return header.equals("-") ? answer : answer.with("Complete", header);
    }

    /** The six patterns of "This generic REST connector supports the following pagination patterns". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            AbsoluteUrl                | $.paging.next         | {'paging':{'next':'URL/api/b?x=1'}} | -    | b?x=1          | -
            AbsoluteUrl                | $.paging.next         | {'paging':{'next':'/api/b'}}        | -    | b              | -
            AbsoluteUrl                | $.paging.next         | {'paging':{'next':'b?x=1'}}         | -    | b?x=1          | -
            AbsoluteUrl                | $[#@odata.nextLink#]  | {'@odata.nextLink':'URL/api/b'}     | -    | b              | -
            AbsoluteUrl                | $.[#@odata.nextLink#] | {'@odata.nextLink':'URL/api/b'}     | -    | b              | -
            AbsoluteUrl                | Headers.More          | {}                                  | b    | b              | -
            AbsoluteUrl                | Headers[#More#]       | {}                                  | b    | b              | -
            AbsoluteUrl.{p}            | $.n                   | {'n':5}                             | -    | a?y=1&p=5      | -
            QueryParameters.skip       | $.n                   | {'n':'a b&c=d+'}                    | -    | a?y=1&p=&skip=a%20b%26c%3Dd%2B | -
            QueryParameters[#y#]       | $.n                   | {'n':2}                             | -    | a?y=2&p=       | -
            QueryParameters.skip       | Headers.More          | {}                                  | 9    | a?y=1&p=&skip=9 | -
            Headers.X-Next             | $.n                   | {'n':'t'}                           | -    | a?y=1&p=       | t
            Headers[#X-Next#]          | Headers.More          | {}                                  | t    | a?y=1&p=       | t
            """)
    void theNextRequestFollowsFromTheAnswer(
            String rule, String value, String body, String header, String next, String nextHeader) {
        Answer first = Answer.of(200, RestFactory.json(body).replace("URL", server.url("")));
        server.on("/api/a", header.equals("-") ? first : first.with("More", header), Answer.of(200, "{}"));
        server.on("/api/b", Answer.of(200, "{}"));

        List<String> documents = documents("a?y=1&p={p}", "\"" + rule + "\": \"" + value + "\"");

        assertThat(documents).hasSize(2);
        assertThat(asked())
                .containsExactly(rule.endsWith("{p}") ? "a?y=1&p=" : "a?y=1&p=%7Bp%7D", expected(rule, next));
        assertThat(server.asked().get(0).header("X-Next")).isEmpty();
        assertThat(server.asked().get(1).header("X-Next"))
                .isEqualTo(Optional.of(nextHeader).filter(text -> !text.equals("-")));
    }

    /** A variable that no rule has stays as it is. */
    private static String expected(String rule, String next) {
        return rule.endsWith("{p}") ? next : next.replaceFirst("p=(?=&|$)", "p=%7Bp%7D");
    }

    /** Example 5, with the end condition of example 4.1; the URL of the last answer is that of its own request. */
    @Test
    void aNextUrlThatIsAlwaysThereNeedsAnEnd() {
        server.on("/api/albums", request -> {
            boolean last = request.uri().contains("after=2");
            String data = last ? "" : "{\"name\":\"album1\"}";
            return Answer.of(
                    200,
                    "{\"data\":[" + data + "],\"paging\":{\"next\":\"" + server.url("/api/albums?after=2") + "\"}}");
        });

        assertThat(documents("albums", "'AbsoluteUrl': '$.paging.next', 'EndCondition:$.data': 'Empty'"))
                .hasSize(2);
        assertThat(asked()).containsExactly("albums", "albums?after=2");
        assertThat(factory.failure(source("'paginationRules': {'AbsoluteUrl': '$.paging.next'}")))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
                    assertThat(failure.getMessage())
                            .contains("leads to the same request again")
                            .contains("Set an EndCondition");
                });
    }

    /** Example 6. */
    @ParameterizedTest
    @ValueSource(strings = {"'4'", "4"})
    void noMoreRequestsThanTheMost(String most) {
        server.on("/api/a", Answer.of(200, "{\"next\":\"" + server.url("/api/a") + "\"}"));

        assertThat(documents("a", "'AbsoluteUrl': '$.next', 'MaxRequestNumber': " + most))
                .hasSize(4);
        assertThat(asked()).hasSize(4);
    }

    /**
     * Example 7; the forms of the header: RFC 5988, 5.5. "By default, this is set to true if no pagination rule is
     * defined. You can disable this rule by setting supportRFC5988 to false or remove this property from script."
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            -                                        | <URL/api/b>; rel="next"                                    | 2
            -                                        | </api/b>; title="a, b"; rel=next                            | 2
            -                                        | <URL/api/x>; rel="prev", <b>; rel="start NEXT"              | 2
            -                                        | <URL/api/b>; rel="last"                                     | 1
            {'supportRFC5988': 'true'}               | <URL/api/b>; rel="next"                                     | 2
            {'supportRFC5988': true}                 | <URL/api/b>; rel="next"                                     | 2
            {'supportRFC5988': 'false'}              | <URL/api/b>; rel="next"                                     | 1
            {}                                       | <URL/api/b>; rel="next"                                     | 1
            {'supportRFC5988': true, 'MaxRequestNumber': 1} | <URL/api/b>; rel="next"                              | 1
            {'supportRFC5988': true, 'AbsoluteUrl': '$.next'} | <URL/api/b>; rel="next"                            | 1
            """)
    void linksInTheHeaderLeadOn(String rules, String link, int pages) {
        server.on("/api/a", Answer.of(200, "{}").with("Link", link.replace("URL", server.url(""))));
        server.on("/api/b", Answer.of(200, "{}"));
        factory.resource("'relativeUrl': 'a'");

        assertThat(factory.documents(rules.equals("-") ? source() : source("'paginationRules': " + rules)))
                .hasSize(pages);
        assertThat(asked()).isEqualTo(List.of("a", "b").subList(0, pages));
    }

    /** "The connector will stop iterating when it gets HTTP status code 204, or any of the JSONPath ... returns null." */
    @ParameterizedTest
    @ValueSource(strings = {"204 ", "200 {}", "200 {\"next\":null}", "200 {\"next\":\"\"}"})
    void noContentAndNoValueEndIt(String last) {
        server.on("/api/a", Answer.of(200, "{\"next\":\"b\"}"));
        server.on("/api/b", Answer.of(Integer.parseInt(last.substring(0, 3)), last.substring(4)));

        assertThat(documents("a", "'AbsoluteUrl': '$.next', 'QueryParameters.n': 'RANGE:1::1'"))
                .hasSize(last.startsWith("204") ? 1 : 2);
        assertThat(asked()).containsExactly("a?n=1", "b?n=2");
    }

    /** A page is asked for when the one before has been read: the first row of endless pages needs one of them. */
    @Test
    void noPageIsAskedForBeforeItIsNeeded() {
        server.on("/api/a", Answer.of(200, "[{\"a\":1},{\"a\":2}]"));
        factory.resource("'relativeUrl': 'a'");

        assertThat(factory.run(source("'paginationRules': {'QueryParameters.n': 'RANGE:1::1'}"), true)
                        .failures())
                .isEmpty();
        assertThat(asked()).containsExactly("a?n=1");
    }

    private void withPassword() {
        factory.files()
                .linkedService(
                        "Api",
                        "RestService",
                        RestFactory.json("{'authenticationType': 'Basic', 'userName': 'u', 'password': 'p', 'url': '"
                                + server.url("/api") + "'}"));
    }

    /** Another server must not learn who asks; the next page of the first one is asked for as before. */
    @Test
    void anotherServerIsNotToldWhoAsks() throws IOException {
        try (WebServer other = WebServer.start()) {
            server.on("/api/a", Answer.of(200, "{\"next\":\"" + other.url("/b") + "\"}"));
            server.on("/api/c", Answer.of(200, "{}"));
            other.on("/b", Answer.of(200, "{\"next\":\"" + server.url("/api/c") + "\"}"));
            withPassword();

            factory.resource("'relativeUrl': 'a'").documents(source("'paginationRules': {'AbsoluteUrl': '$.next'}"));

            assertThat(Stream.concat(server.asked().stream(), other.asked().stream())
                            .map(each -> each.method() + " " + each.uri() + " "
                                    + each.header("Authorization").orElse("-")))
                    .containsExactly("GET /api/a Basic dTpw", "GET /api/c Basic dTpw", "GET /b -");
        }
    }

    /** What is in a body is for the server of the linked service, whatever an answer says. */
    @Test
    void anotherServerGetsNoBody() throws IOException {
        try (WebServer other = WebServer.start()) {
            server.on("/api/a", Answer.of(200, "{\"next\":\"" + server.url("/api/b") + "\"}"));
            server.on("/api/b", Answer.of(200, "{\"next\":\"" + other.url("/c?sig=hidden") + "\"}"));
            withPassword();

            JobException failure = factory.resource("'relativeUrl': 'a'")
                    .failure(source(
                            "'paginationRules': {'AbsoluteUrl': '$.next'}",
                            "'requestMethod': 'Post', 'requestBody': '{}'"));

            assertThat(failure.code()).isEqualTo(ErrorCode.HttpCallFailed);
            assertThat(failure.getMessage())
                    .contains("The answer to POST " + server.url("/api/b") + " leads to a page of another server,"
                            + " localhost:" + other.port() + ", which would get the body of the request.")
                    .doesNotContain("hidden");
            assertThat(server.requests()).containsOnly("POST /api/a", "POST /api/b");
            assertThat(other.requests()).isEmpty();
        }
    }
}
