package io.exportcomments.bulk.jdbc;

import io.exportcomments.bulk.InMemoryBulkStore;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.testkit.bulk.BulkStoreContract;

class InMemoryBulkStoreTest extends BulkStoreContract {
    @Override
    protected BulkStore open() {
        return new InMemoryBulkStore();
    }

    /** It has no program to outlive. */
    @Override
    protected BulkStore openAgain(BulkStore before) {
        return before;
    }
}
