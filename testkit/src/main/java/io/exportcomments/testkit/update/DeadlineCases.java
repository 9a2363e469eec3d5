package io.exportcomments.testkit.update;

abstract class DeadlineCases extends SourceCases {
    DeadlineCases(UpdateSourceContract contract) {
        super(contract);
    }
}
