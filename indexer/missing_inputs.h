// Inputs that the ledger knows below the roots of a run, and that the run has not met: they are
// gone.
#pragma once

#include "indexer/ledger.h"
#include "indexer/registrar.h"
#include "indexer/source_walker.h"

#include <functional>
#include <vector>

namespace gazette {

// To be called when all that was walked has arrived. Hands over rows some hundred at a time, also
// of inputs that have no document; `take` may change the rows it is given. What lies below a
// folder that could not be read is not missing, and neither are records of a file that could not
// be read to its end.
void find_missing(Ledger& ledger,
                  const Registrar& registrar,
                  const std::vector<Root>& roots,
                  const std::function<void(std::vector<LedgerRow>)>& take);

}  // namespace gazette
