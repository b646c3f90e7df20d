package io.cosmosdataflow.diagnostic;

/** Every error this product can report, by the room that reports it. The name is part of the message. */
public enum ErrorCode {
    // cli
    UnknownOption(Category.USAGE),
    MissingOption(Category.USAGE),
    InvalidOptionValue(Category.USAGE),
    UnknownCommand(Category.USAGE),
    UnknownPipeline(Category.USAGE),
    UnknownDataFlow(Category.USAGE),
    UnknownRun(Category.USAGE),
    AmbiguousRun(Category.USAGE),
    StateRequired(Category.USAGE),

    // definition
    FactoryNotFound(Category.DEFINITION),
    JsonSyntax(Category.DEFINITION),
    MissingProperty(Category.DEFINITION),
    InvalidProperty(Category.DEFINITION),
    UnknownProperty(Category.DEFINITION),
    MissingReference(Category.DEFINITION),
    DuplicateName(Category.DEFINITION),
    InvalidParameter(Category.DEFINITION),
    InvalidDependency(Category.DEFINITION),
    ParametersFile(Category.DEFINITION),
    UnresolvedSecret(Category.DEFINITION),

    // expression
    ExpressionSyntax(Category.DEFINITION),
    ExpressionInvalid(Category.DEFINITION),
    ExpressionFailed(Category.RUN),

    // script, plan
    ScriptSyntax(Category.DEFINITION),
    UnknownType(Category.DEFINITION),
    UnknownStream(Category.DEFINITION),
    UnknownColumn(Category.DEFINITION),
    UnknownFunction(Category.DEFINITION),
    UnknownName(Category.DEFINITION),
    InvalidCall(Category.DEFINITION),
    InvalidTransformation(Category.DEFINITION),

    // what Data Factory has and this version does not
    UnsupportedActivity(Category.UNSUPPORTED),
    UnsupportedLinkedService(Category.UNSUPPORTED),
    UnsupportedDataset(Category.UNSUPPORTED),
    UnsupportedAuthentication(Category.UNSUPPORTED),
    UnsupportedSetting(Category.UNSUPPORTED),

    // store.file
    FileNotFound(Category.RUN),
    FileMalformed(Category.RUN),
    FileStoreFailed(Category.EXTERNAL),
    FileNameInvalid(Category.RUN),
    ArchiveTooLarge(Category.RUN),
    DeltaUnavailable(Category.RUN),

    // store.failure
    JavaOptionsMissing(Category.EXTERNAL),
    LibraryMissing(Category.EXTERNAL),
    MachineExhausted(Category.EXTERNAL),

    // store.flow
    SchemaMismatch(Category.RUN),

    // store.sql
    SqlDriverMissing(Category.EXTERNAL),
    SqlUnreachable(Category.EXTERNAL),
    SqlUnauthorized(Category.EXTERNAL),
    SqlQueryFailed(Category.RUN),
    SqlTableMissing(Category.RUN),
    SqlConflict(Category.RUN),
    SqlRowRefused(Category.RUN),
    SqlColumnMissing(Category.RUN),
    SqlWriteFailed(Category.EXTERNAL),

    // store.cosmos
    CosmosConnectorUnsuitable(Category.EXTERNAL),
    CosmosUnreachable(Category.EXTERNAL),
    CosmosUnauthorized(Category.EXTERNAL),
    CosmosNotFound(Category.RUN),
    CosmosQueryInvalid(Category.RUN),
    CosmosConflict(Category.RUN),
    CosmosRequestTooLarge(Category.RUN),
    CosmosDocumentInvalid(Category.RUN),
    CosmosWriteFailed(Category.EXTERNAL),
    CosmosReadFailed(Category.EXTERNAL),
    CosmosThroughputFailed(Category.EXTERNAL),
    CosmosKeyInvalid(Category.DEFINITION),
    ChangeFeedInvalid(Category.RUN),

    // compile
    PivotTooWide(Category.RUN),

    // store.http
    HttpCallFailed(Category.EXTERNAL),

    // copy, run, state
    CopyStructureMissing(Category.DEFINITION),
    CopyMappingIncomplete(Category.DEFINITION),
    CopyDuplicateMapping(Category.DEFINITION),
    CopyTypeRefused(Category.DEFINITION),
    CopySourceColumnMissing(Category.RUN),
    CopySinkColumnMissing(Category.RUN),
    CopyIncompatible(Category.RUN),
    AssertFailed(Category.RUN),
    LookupTooLarge(Category.RUN),
    MetadataTooLarge(Category.RUN),
    PipelineFailed(Category.RUN),
    ActivityFailed(Category.RUN),
    DataInconsistent(Category.RUN),
    RunTimedOut(Category.RUN),
    StateUnavailable(Category.EXTERNAL),
    RunInProgress(Category.RUN),
    TooManyRejects(Category.RUN),

    Internal(Category.INTERNAL);

    private final Category category;

    ErrorCode(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
