#pragma once
#include <cstdint>

namespace emprise {

/// Every use of chance in the model, in one list. A number is given once for ever: a retired purpose keeps its number.
enum class Purpose : std::uint16_t {
    // Drawing the first World.
    genesis_position = 1,
    genesis_zone = 2,
    genesis_deprivation = 3,
    genesis_qpv = 4,
    genesis_stations = 5,
    genesis_household = 6,
    genesis_age = 7,
    genesis_sex = 8,
    genesis_activity = 9,
    genesis_use = 10,
    genesis_site_count = 12,
    genesis_site_place = 13,
    genesis_crew_place = 15,
    genesis_organisation = 16,
    genesis_trade = 17,
    genesis_trade_role = 18,
    genesis_municipal_police = 19,
    genesis_prison = 21,
    propensity = 22,
    attractiveness = 24,

    // Demography and school.
    death = 40,
    birth = 41,
    birth_sex = 42,
    household_move = 43,
    move_destination = 44,
    leaving_home = 45,
    activity_change = 47,

    // Drug use.
    use_cannabis = 60,
    use_cocaine = 61,
    use_heroin = 62,
    use_synthetic = 63,

    // Staffing.
    enters_reserve = 80,
    which_cell = 81,
    hire_count = 82,
    which_recruit = 83,
    ends_spell = 84,
    leaves_trade = 85,
    reserve_fades = 86,
    trade_role = 87,
    from_elsewhere = 88,

    // Strategy.
    whether_to_act = 100,
    what_to_do = 101,
    candidate_place = 102,
    starts_alone = 103,

    // Supply.
    consignment_seized = 106,
    consignment_route = 107,

    // Strategy again.
    wins_contest = 108,
    laid_off = 109,

    // Organisations.
    aggression = 110,
    succession = 111,
    splits = 112,
    successor = 113,
    promotion = 114,
    allies = 115,
    coerced = 116,
    which_member = 117,
    corrupts = 118,
    founder = 119,

    // Enforcement and justice.
    police_learns_site = 120,
    raid_count = 121,
    raid_finds_worker = 122,
    raid_burns_location = 123,
    sweep_catches_user = 124,
    raid_seizes = 125,
    custody_outcome = 126,
    sentence_length = 127,
    resumes_trade = 128,
    investigation = 129,
    fine = 130,
    reoffends = 132,

    // Services.
    which_youth = 141,
    treatment_place = 143,

    // Perception and observation.
    report = 160,
    recorded = 162,

    // Violence and hold.
    attack_time = 170,
    attack_place = 171,
    victim_count = 172,
    which_victim = 173,
    bystander = 174,
    killed = 175,
    reprisal = 176,
    threat = 177,

    // The rest of the country, when a region runs alone.
    from_outside = 180,

    // Parameters drawn from a distribution, one per replicate.
    parameter_draw = 200,

    // Retired; their numbers are never given again:
    // genesis_peer_group = 11, genesis_site_size = 14, genesis_posts = 20, birthday = 23, genesis_arrival = 25,
    // school_transition = 46, treatment_admission = 64, treatment_exit = 65, opening_attractiveness = 104,
    // opening_size = 105, other_inmates = 131, vacancy = 140, programme_place = 142, survey = 161.

    // Tests only.
    test_a = 60001,
    test_b = 60002,
    test_c = 60003,
};

} // namespace emprise
