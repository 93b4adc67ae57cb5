package io.cinephile.domain.governance;

import java.util.List;

/**
 * Which data does a store hold, and what do they mean? Out-port. The answer is made from what the
 * store is really set up with, asks nobody, and is the same each time. Safe for use by several
 * threads.
 */
@FunctionalInterface
public interface DataCatalogue {
  /** Every data set that the store holds, or would hold once there are data. */
  List<DataSet> dataSets();
}
