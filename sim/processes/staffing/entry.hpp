#pragma once
#include "levers/channel.hpp"
#include "processes/staffing/offers.hpp"

#include <cstdint>
#include <vector>

namespace emprise {

struct Entrant {
    ResidentId resident;
    int age{};
    friend bool operator==(const Entrant&, const Entrant&) = default;
};

/// What the question "does this resident enter the trade this week" needs.
struct EntryQuestion {
    const World& world;
    const Channels& channels;
    const StaffingParameters& parameters;
    const Offers& offers;
    const Luck& luck;
    int year;
};

/// Weekly hazard of entry of one resident, all factors included; 0 for the dead, those in the trade or in custody.
[[nodiscard]] double entry_hazard(const EntryQuestion& question, BlockId block, std::uint32_t ordinal);

/// Who enters this week, in resident order, by the sparse kernel. `clamped` counts hazards above what was listed.
[[nodiscard]] std::vector<Entrant> list_entrants(const EntryQuestion& question, std::int64_t& clamped);
/// The same by asking everybody: the reference the kernel must equal.
[[nodiscard]] std::vector<Entrant> list_entrants_densely(const EntryQuestion& question);

/// What a resident asks for in a week, EUR: legal alternative, support, reluctance. Without arrests, which are in the
/// offer.
[[nodiscard]] double reservation_eur_week(const EntryQuestion& question, Who who, const ResidentRecord& record,
                                          int age);

} // namespace emprise
