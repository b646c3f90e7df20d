package io.cosmosdataflow.run.activity;

/**
 * Which run it is: none for a check.
 *
 * @param secureInput whether no parameter may be shown
 */
record RunIdentity(String id, RunOptions options, RunState state, PipelineVariables variables, boolean secureInput) {

    static final RunIdentity NONE = new RunIdentity("", RunOptions.NONE, RunState.NONE, PipelineVariables.NONE, false);
}
