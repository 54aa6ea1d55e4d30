package io.pastelli.testkit.tck;

/** Makes one table of the outcomes of several adapters. */
public final class ContractTable {
    private ContractTable() {}
}
