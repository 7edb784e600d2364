//! English words that decide nothing, but show that a name is English.

use super::Entry;

/// Words that stand beside an activity in English names. A name with none but known words is English for sure.
pub(in crate::naming) const COMMON: &[Entry] = &[
    (
        "first, second, third, fourth, fifth, initial, final, last, next, new, old, early, late, full, half, main, additional",
        "order",
    ),
    (
        "1st, 2nd, 3rd, 4th, 5th, follow, on, off, up, out, in, to, for, of, with, by, at, from, about, the, a, an, and, or",
        "small words",
    ),
    (
        "before, after, per, via, between, within, under, over, during, post, pre, re, non, not, no, is, are, be, we, our, their",
        "small words",
    ),
    (
        "product, service, solution, software, system, platform, tool, app, technology, feature, module, package, bundle, seat, seats",
        "what is sold",
    ),
    (
        "technical, commercial, financial, legal, strategic, executive, operational, functional, clinical, medical, scientific",
        "kinds",
    ),
    (
        "virtual, online, remote, onsite, on site, live, in person, video, phone, web, office, zoom, face, digital, mobile",
        "kinds",
    ),
    (
        "group, team, board, committee, panel, staff, stakeholder, decision, maker, power, user, champion, sponsor, buyer, owner",
        "people",
    ),
    (
        "customer, client, account, contact, lead, prospect, partner, vendor, supplier, reseller, dealer, agent, broker, donor",
        "people",
    ),
    (
        "student, applicant, candidate, employee, employer, patient, member, guest, investor, founder, borrower, tenant, landlord",
        "people",
    ),
    (
        "ceo, cfo, cto, cio, vp, director, manager, head, chief, officer, president, principal, dean, engineer, architect",
        "people",
    ),
    (
        "sales, marketing, success, finance, procurement, purchasing, security, it, hr, operations, compliance, engineering",
        "departments",
    ),
    (
        "need, needs, pain, problem, issue, requirement, requirements, goal, objective, challenge, opportunity, use, case",
        "what they want",
    ),
    (
        "business, market, industry, company, corporate, enterprise, smb, midmarket, segment, region, territory, local, global",
        "where",
    ),
    (
        "value, price, cost, budget, roi, benefit, return, discount, fee, margin, revenue, payment, deposit, invoice, credit",
        "money",
    ),
    (
        "plan, project, process, timeline, schedule, date, time, day, week, month, year, roadmap, scope, resource, capacity",
        "work",
    ),
    (
        "proposal, quote, contract, offer, bid, estimate, document, paper, form, letter, report, deck, brochure, checklist",
        "papers",
    ),
    (
        "site, property, home, house, building, unit, floor, plant, factory, warehouse, store, shop, school, campus, venue",
        "places",
    ),
    (
        "design, sample, prototype, tooling, part, parts, material, quality, production, supply, equipment, machine, vehicle",
        "manufacturing",
    ),
    (
        "program, course, class, degree, scholarship, grant, fund, gift, donation, campaign, event, trade, show, conference",
        "education and giving",
    ),
    (
        "white, whiteboard, whitespace, deep, open, close, closing, high, low, quick, short, long, big, small, good, best, great",
        "qualities",
    ),
    (
        "risk, fit, interest, intent, access, data, content, case, study, model, list, map, matrix, score, level, stage, status",
        "things",
    ),
    (
        "mutual, joint, formal, informal, detailed, general, specific, personal, direct, key, core, top, major, minor, basic",
        "qualities",
    ),
    (
        "internal, external, public, private, government, federal, state, city, county, international, domestic, regional",
        "qualities",
    ),
    (
        "cold, warm, hot, inbound, outbound, expansion, renewal, upsell, cross, sell, win, loss, back, way, two, one, multi",
        "sales words",
    ),
    (
        "fact, finding, needs, wants, proof, concept, demo, trial, pilot, test, job, role, position, career, work, shift, placement",
        "things",
    ),
    (
        "health, care, insurance, policy, claim, benefits, tax, loan, mortgage, title, estate, listing, offer, escrow, appraisal",
        "trades",
    ),
    (
        "security, privacy, cyber, infosec, cloud, network, integration, architecture, infrastructure, environment, api, information",
        "technology",
    ),
    (
        "menu, wedding, event, catering, travel, hotel, flight, booking, photo, music, art, fashion, hair, beauty, style, dress",
        "trades",
    ),
    (
        "welcome, thank, you, please, yes, all, any, more, less, most, some, each, every, other, same, different, own, real",
        "small words",
    ),
    (
        "question, questions, answer, idea, feedback, input, detail, details, info, news, update, change, choice, option, options",
        "things",
    ),
    (
        "competitive, competitor, competition, alternative, landscape, position, strategy, vision, mission, story, message",
        "things",
    ),
    (
        "intake, outtake, readout, custom, standard, premium, free, trial, sample, article, draft, cycle, sprint, release, launch, ramp",
        "things",
    ),
    (
        "reference, referral, recommendation, introduction, invitation, registration, confirmation, expectation, objection",
        "things",
    ),
    (
        "brand, creative, media, agency, audience, community, social, public, relations, press, content, copy, video, podcast",
        "marketing",
    ),
    (
        "legal, law, attorney, counsel, court, hearing, injury, claim, settlement, immigration, divorce, estate, will, trust",
        "trades",
    ),
    (
        "dental, doctor, clinic, surgery, therapy, treatment, nurse, pharmacy, wellness, fitness, gym, yoga, beauty, spa, pet",
        "trades",
    ),
    (
        "hr, payroll, recruiter, recruitment, hiring, talent, onboarding, salary, compensation, culture, skills, phone",
        "staffing",
    ),
    (
        "church, charity, foundation, volunteer, sponsor, pledge, major, planned, legacy, giving, annual, capital, board",
        "giving",
    ),
    (
        "roofing, window, windows, hvac, plumbing, pool, flooring, painting, cleaning, moving, storage, landscaping, kitchen",
        "trades",
    ),
    (
        "car, auto, truck, fleet, boat, trailer, bike, engine, tire, test, drive, showroom, trade in, warranty, finance",
        "trades",
    ),
    (
        "farm, farmer, crop, seed, food, beverage, restaurant, wine, coffee, grain, cattle, feed, taste, recipe, ingredient",
        "trades",
    ),
    (
        "mine, oil, steel, metal, plastic, chemical, lab, laboratory, research, trial, study, protocol, compliance, audit",
        "trades",
    ),
    (
        "zoom, teams, linkedin, whatsapp, slack, google, microsoft, salesforce, hubspot, outlook, calendly, facebook, instagram",
        "names of tools",
    ),
    (
        "north, south, east, west, america, europe, asia, africa, london, york, us, eu, nordic, benelux, latam, dach, anz, canada",
        "places",
    ),
    (
        "monday, tuesday, wednesday, thursday, friday, morning, afternoon, evening, minute, hour, half, quarter, spring, summer",
        "times",
    ),
    (
        "kick, push, pull, catch, drop, fall, rise, jump, run, walk, stand, sit, turn, move, set, cut, break, hit, throw, drive",
        "verbs in phrases",
    ),
    (
        "able, available, ready, possible, potential, probable, likely, actual, current, recent, future, past, present, interested",
        "qualities",
    ),
    (
        "consensus, buyin, politics, power, authority, influence, access, urgency, timing, event, compelling, trigger, reason",
        "sales words",
    ),
    (
        "economic, emotional, rational, personal, political, cultural, environmental, industrial, agricultural, educational",
        "qualities",
    ),
    (
        "consumer, shopper, visitor, attendee, subscriber, follower, fan, player, reader, viewer, driver, worker, farmer, teacher",
        "people",
    ),
    (
        "discovery, demo, workshop, meeting, call, proposal, presentation, evaluation, negotiation, qualification, validation",
        "activities",
    ),
    (
        "energy, solar, power, water, gas, electric, utility, construction, roof, kitchen, garden, repair, installation, permit",
        "trades",
    ),
    (
        "field, desk, book, line, chain, point, base, center, centre, channel, area, zone, ground, table, room, door",
        "things",
    ),
    (
        "leadership, management, governance, relationship, partnership, ownership, membership, sponsorship, headcount",
        "things",
    ),
    (
        "annual, quarterly, monthly, weekly, daily, yearly, regular, periodic, ad, hoc, one off, recurring, ongoing, continuous",
        "rhythm",
    ),
    (
        "manufacturing, logistics, freight, shipment, delivery, inventory, retail, wholesale, ecommerce, checkout, cart, basket",
        "trades",
    ),
    (
        "pre qualification, mql, sql, sdr, bdr, ae, csm, se, icp, bant, crm, poc, rfp, b2b, saas, ai, ui, ux, erp, hcm, usa, uk, emea, apac",
        "abbreviations",
    ),
];

/// English words that other languages use as their own: a word that nobody here knows beside one of them means another language.
pub(in crate::naming) const INTERNATIONAL: &[Entry] = &[
    (
        "demo, call, meeting, pitch, workshop, webinar, follow up, kick off, kickoff, coaching, interview, brainstorming",
        "loanwords",
    ),
    (
        "check, check in, cold call, discovery, screening, sync, session, test, tour, briefing, email, sms, chat, brunch, lunch",
        "loanwords",
    ),
];
