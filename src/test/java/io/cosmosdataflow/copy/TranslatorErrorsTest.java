package io.cosmosdataflow.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.store.kind.DataShape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a mapping by itself, before any data is looked at. */
class TranslatorErrorsTest {

    private static final DataShape SOURCE = Copies.structured(Copies.table(), "UserId", "Name", "Group");
    private static final DataShape SINK = Copies.structured(Copies.table(), "MyUserId", "MyName", "MyGroup");

    @Test
    void columnMappingsNeedAStructureOnBothSides() {
        String mapping = "'columnMappings': {'UserId': 'MyUserId', 'Name': 'MyName', 'Group': 'MyGroup'}";
        String missing = "CopyStructureMissing 'columnMappings' needs a 'structure' in dataset 'some', which has none."
                + " [Declare the dataset's columns in 'structure', or write the mapping as 'mappings'.]";

        assertThat(errors(Copies.table(), SINK, mapping)).containsExactly(missing);
        assertThat(errors(SOURCE, Copies.table(), mapping)).containsExactly(missing);
        assertThat(errors(SOURCE, SINK, mapping)).isEmpty();
    }

    @Test
    void columnMappingsThatNameFewerColumnsThanTheSinksStructureAreRefused() {
        assertThat(errors(SOURCE, SINK, "'columnMappings': {'UserId': 'MyUserId', 'Name': 'MyName'}"))
                .containsExactly("CopyMappingIncomplete The structure of dataset 'some' has more columns than"
                        + " 'columnMappings': 'MyGroup'. [Map each column of the sink's structure, or take it out of"
                        + " the structure.]");
    }

    @Test
    void columnMappingsThatNameMoreColumnsThanTheSinksStructureAreRefused() {
        assertThat(errors(
                        SOURCE,
                        Copies.structured(Copies.table(), "MyUserId", "MyName"),
                        "'columnMappings': 'UserId: MyUserId, Name: MyName, Group: MyGroup'"))
                .containsExactly("CopyMappingIncomplete 'columnMappings' names column 'MyGroup', which the structure of"
                        + " dataset 'some' does not have. [Known: 'MyName', 'MyUserId'.]");
    }

    @Test
    void aSourceColumnThatTheStructureDoesNotHaveIsRefused() {
        assertThat(errors(SOURCE, SINK, "'columnMappings': 'UserID: MyUserId, Name: MyName, Group: MyGroup'"))
                .containsExactly("UnknownColumn 'columnMappings' names column 'UserID', which the structure of dataset"
                        + " 'some' does not have. [Did you mean 'UserId'?]");
    }

    @Test
    void aDuplicateMappingIsRefused() {
        assertThat(errors(
                        SOURCE,
                        SINK,
                        "'columnMappings': 'UserId: MyUserId, UserId: MyName, Group: MyGroup, Name: MyGroup'"))
                .containsExactlyInAnyOrder(
                        "CopyDuplicateMapping Column 'UserId' of the source is mapped twice in 'columnMappings'."
                                + " [Keep one of the mappings, or write them as 'mappings'.]",
                        "CopyDuplicateMapping 'MyGroup' of the sink is mapped twice: from 'Group' and from 'Name'."
                                + " [Keep one of the mappings.]");
    }

    @Test
    void aTextThatIsNoPairOfColumnsIsRefused() {
        assertThat(errors(SOURCE, SINK, "'columnMappings': 'UserId MyUserId'"))
                .containsExactly("InvalidProperty 'columnMappings' of translator of activity 'C' cannot be read:"
                        + " 'UserId MyUserId' is no pair. [Write it as {\"UserId\": \"MyUserId\", \"Group\":"
                        + " \"MyGroup\"}.]");
    }

    @Test
    void aPlaceThatIsAValueAndAnObjectAtOnceIsRefused() {
        assertThat(errors(
                        Copies.table(),
                        Copies.documents(),
                        "'mappings': [{'source': {'name': 'a'}, 'sink': {'path': '$.x'}},"
                                + " {'source': {'name': 'b'}, 'sink': {'path': '$.x.y'}}]"))
                .containsExactly(
                        "CopyDuplicateMapping '$['x']' of the sink would be a value and, through '$['x']['y']',"
                                + " an object at once. [Map one of them to another place.]");
    }

    @Test
    void arraysOfTheSinkCannotBeWrittenTo() {
        assertThat(errors(
                        Copies.table(),
                        Copies.documents(),
                        "'mappings': [{'source': {'name': 'a'}, 'sink': {'path': '$.x[0]'}}]"))
                .singleElement()
                .asString()
                .startsWith("InvalidProperty 'path' of")
                .contains("is $.x[0], which is no place for a value in a document of the sink.");
    }

    @Test
    void aCollectionReferenceNeedsDocumentsAndOneArray() {
        assertThat(errors(Copies.table(), Copies.table(), "'collectionReference': '$.orders'"))
                .containsExactly("InvalidProperty 'collectionReference' needs a source of documents, and dataset 'some'"
                        + " has columns. [Remove it.]");
        assertThat(errors(Copies.documents(), Copies.table(), "'collectionReference': '$.orders[?(@.x)].lines'"))
                .singleElement()
                .asString()
                .startsWith(
                        "InvalidProperty 'collectionReference' is $.orders[?(@.x)].lines, which is no path to an array.");
    }

    @Test
    void anUnknownTypeAMissingNameAndTwoFormsAreRefusedTogether() {
        assertThat(errors(
                        Copies.table(),
                        Copies.table(),
                        "'mappings': [{'source': {'name': 'a', 'type': 'Int322'}, 'sink': {}}, {'source': {'name':"
                                + " 'b'}}], 'schemaMapping': {'x': 'y'}"))
                .hasSize(4)
                .anyMatch(error -> error.contains("'Int322'") && error.contains("Did you mean 'Int32'?"))
                .anyMatch(error -> error.startsWith("MissingProperty 'name' of"))
                .anyMatch(error -> error.startsWith("MissingProperty 'sink' of"))
                .anyMatch(error -> error.contains("The translator has 'mappings' and 'schemaMapping'."));
    }

    @Test
    void aTypeOfTheStructureThatIsNoneIsPointedOut() {
        Issues issues = new Issues();

        DeclaredTypes.reportUnknown(Copies.structured(Copies.text(), "a:Int322", "b:Int32", "c", "d:string"), issues);
        DeclaredTypes.reportUnknown(Copies.withSchema(Copies.table(), "a:nvarchar"), issues);

        assertThat(issues.all())
                .extracting(TranslatorErrorsTest::shown)
                .containsExactly("InvalidProperty Type 'Int322' of column 'a' in the structure of dataset 'some' is no"
                        + " interim data type and has no effect. [Did you mean 'Int32' or 'UInt32'?]");
    }

    /** Source: what the authoring tool leaves for fields of the sink that it finds no match for, in public factories. */
    @Test
    void aRowWithoutASourceIsPassedOverWithAHint() {
        Issues issues = new Issues();

        List<FieldMapping> mappings = Copies.read(
                        Copies.table(),
                        Copies.documents(),
                        "'mappings': [{'source': {'name': 'a'}, 'sink': {'path': '$.a'}},"
                                + " {'sink': {'path': '$.Name'}}, {'source': {}, 'sink': {'path': '$.x'}},"
                                + " {'source': null, 'sink': {'name': 'y'}}]",
                        issues)
                .mappings();

        assertThat(mappings).hasSize(1);
        assertThat(issues.all())
                .extracting(Issue::severity)
                .containsExactly(Severity.HINT, Severity.HINT, Severity.HINT);
        assertThat(issues.all())
                .extracting(TranslatorErrorsTest::shown)
                .contains("MissingProperty The mapping to '$.Name' has no 'source' and is passed over."
                        + " [Name a source, or remove the row.]");
    }

    @Test
    void rowsThatAllHaveNoSourceAreRefused() {
        assertThat(errors(Copies.table(), Copies.table(), "'mappings': [{'sink': {'name': 'b'}}]"))
                .containsExactly("MissingProperty No row of 'mappings' of translator of activity 'C' has a 'source'."
                        + " [Map at least one, or remove 'mappings' to copy by name.]");
    }

    private static List<String> errors(DataShape source, DataShape sink, String json) {
        Issues issues = new Issues();
        Copies.read(source, sink, json, issues);
        return issues.all().stream()
                .filter(issue -> issue.severity() == Severity.ERROR)
                .map(TranslatorErrorsTest::shown)
                .toList();
    }

    private static String shown(Issue issue) {
        return issue.code() + " " + issue.message() + " [" + issue.hint() + "]";
    }
}
