package io.cosmosdataflow.store.kind.statement;

import java.util.List;

/**
 * A stored procedure and what it gets.
 *
 * @param name its parts: schema and procedure, or the procedure alone
 */
public record ProcedureCall(List<String> name, List<StatementParameter> parameters) {

    public ProcedureCall {
        name = List.copyOf(name);
        parameters = List.copyOf(parameters);
    }

    /** {@code dbo.usp_load}: for messages. */
    public String shown() {
        return String.join(".", name);
    }
}
