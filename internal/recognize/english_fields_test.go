package recognize_test

import "testing"

// TestEnglishReportsInOtherWords wants authorities told of, however English puts it, and not
// those a reader is sent to.
func TestEnglishReportsInOtherWords(t *testing.T) {
	inEnglish(t, "reports", []phrase{
		{"name first", "The Information Commissioner's Office was informed on 17 May 2024.", "other 2024-05-17"},
		{"two names, one act", "The Shikoku Transport Bureau was notified on May 20, 2024 and the Personal Information Protection Commission on May 23, 2024.", "other 2024-05-20, ppc 2024-05-23"},
		{"day first", "On May 20, 2024, a report was made to the Personal Information Protection Commission.", "ppc 2024-05-20"},
		{"each its day", "The Company consulted the Niigata Prefectural Police on May 4, 2024 and submitted a preliminary report to the Personal Information Protection Commission on May 7, 2024.", "police 2024-05-04, ppc 2024-05-07"},
		{"damage report", "We filed a damage report with the Toyama Prefectural Police on May 4, 2024.", "police 2024-05-04"},
		{"federal", "We notified the U.S. Department of Health and Human Services on May 17, 2024.", "other 2024-05-17"},
		{"federal police", "We reported the incident to the FBI and are cooperating with its investigation.", "police"},
		{"crime centre", "We reported the matter to the FBI's Internet Crime Complaint Center on 20 May 2024.", "police 2024-05-20"},
		{"attorneys general", "We are providing notice to state attorneys general as required.", "other"},
		{"law enforcement", "Law enforcement has been notified.", "police"},
		{"crime reference", "The theft was reported to Kent Police (crime reference 00/00000/24) on 9 May 2024.", "police 2024-05-09"},
		{"Action Fraud", "We also reported the matter to Action Fraud.", "police"},
		{"revenue", "We informed the IRS on May 9, 2024 and the Maine Attorney General on May 10, 2024.", "other 2024-05-09, other 2024-05-10"},
		{"Commissioner of a land", "Report to the Hamburg Commissioner for Data Protection: 09.06.2024", "other 2024-06-09"},
		{"complaint", "Criminal complaint with the State Criminal Police Office: 05.06.2024", "police 2024-06-05"},
		{"Australia", "We have notified the Office of the Australian Information Commissioner and the Australian Cyber Security Centre.", "other"},
		{"police report", "A police report was made on 12 May 2024.", "police 2024-05-12"},
		{"officers", "We called the Keene police, and an officer took a report on May 2, 2024.", "police 2024-05-02"},
		{"gardai", "An Garda Síochána and the Data Protection Commission were notified on 3 May 2024.", "other 2024-05-03, police 2024-05-03"},
		{"charities", "We have made a serious incident report to the Charity Commission.", "other"},
		{"exchange", "The incident was disclosed to the Tokyo Stock Exchange on May 8, 2024.", "other 2024-05-08"},
		{"ministry", "We submitted a report to the Ministry of Land, Infrastructure, Transport and Tourism on May 8, 2024.", "other 2024-05-08"},
		{"METI", "A report was filed with the Ministry of Economy, Trade and Industry on May 8, 2024.", "meti 2024-05-08"},
		{"relevant authorities", "We have reported the matter to the relevant authorities.", "supervisor"},
		{"advice", "If you suspect fraud, contact your local police or the Federal Trade Commission.", ""},
		{"right to complain", "You have the right to lodge a complaint with the Information Commissioner's Office.", ""},
		{"no delay asked", "This notice was not delayed by law enforcement.", ""},
	})
}

// TestEnglishChecks wants smaller figures to be steps of the larger they are of.
func TestEnglishChecks(t *testing.T) {
	inEnglish(t, "checks", []phrase{
		{"of these", "The files held data of 5,218 customers. Of these, 312 customers had also stored a card number.", "312 of 5218"},
		{"for so many of these", "The review identified 14,317 patients whose information may have been viewed. For 286 of these patients, a Social Security number was also contained in the accounts.", "286 of 14317"},
		{"in the case of", "The downloaded files contain data of 63,207 customers. In the case of 8,815 of these customers, they also contain the IBAN.", "8815 of 63207"},
		{"in the case of people", "The files relate to some 4,800 current and former employees. Scans of passports were found in the case of 365 people recruited from overseas.", "365 of 4800"},
		{"for another few", "The stolen files held records of 6,871 patients. For 212 patients, the diagnosis was also included.", "212 of 6871"},
		{"a subset of", "A total of 6,871 patients were affected. A subset of 212 patients also had their Social Security numbers exposed.", "212 of 6871"},
		{"of which", "The database held 48,215 records, of which 29,640 contained an e-mail address.", "29640 of 48215"},
		{"including those", "The incident affected 2,914 residents, including 31 whose bank details were on file.", "31 of 2914"},
		{"out of", "Of the 1,157 accounts accessed, 102 accounts had a stored address.", "102 of 1157"},
		{"sum", "2,936 persons were affected: 1,874 customers and 1,062 employees.", "1874 + 1062 = 2936"},
		{"comprising", "The data of 2,936 people was stolen, comprising 1,874 customers and 1,062 employees.", "1874 + 1062 = 2936"},
		{"side by side", "The list shows 612 individual clients: name, address.\n148 dependents of those clients: name, date of birth.", ""},
	})
}

// TestEnglishDiscovererInOtherWords wants who noticed it first.
func TestEnglishDiscovererInOtherWords(t *testing.T) {
	inEnglish(t, "discovered_by", []phrase{
		{"stranger", "On May 19, 2024, a person not connected with us wrote through our inquiry form that the data could be downloaded without a log-in.", "public"},
		{"a parent rang", "A parent rang our centre at about 8 pm the same day to point this out.", "customer"},
		{"residents called", "We learned of this on May 14, 2024, when residents began to call the office.", "customer"},
		{"sender of a demand", "The company first learned of the break-in on 30 May 2024, when a group calling itself Saltmarsh sent an e-mail with a sample of stolen files.", "attacker"},
		{"own staff", "On May 3, 2024, an employee noticed that files could not be opened.", "internal"},
		{"night operator", "On May 4, 2024, the night operator found that the terminals had stopped responding.", "internal"},
		{"alerted by FBI", "On May 3, 2024, the FBI alerted us to suspicious activity.", "police"},
		{"researcher", "On May 3, 2024, an independent security researcher contacted us about an exposed database.", "outside-expert"},
		{"card brands", "On May 3, 2024, we were informed by several credit card companies of a concern that card information was leaking.", "card-company"},
		{"processor", "On May 3, 2024, our mailing vendor notified us that it had experienced a data security incident.", "supplier"},
		{"own alarm", "On May 3, 2024, our endpoint detection software raised an alert.", "internal"},
		{"journalist", "On May 3, 2024, a reporter contacted us for comment about a file on the web.", "public"},
		{"recipient", "One of the recipients pointed out the mistake on 3 May 2024.", "customer"},
	})
}

// TestEnglishActs wants dated acts in further forms.
func TestEnglishActs(t *testing.T) {
	inEnglish(t, "timeline", []phrase{
		{"learned", "The company first learned of the break-in on 30 May 2024.", "2024-05-30 discovered"},
		{"when it was learned", "We learned of this on May 14, 2024, when residents began to call the office.", "2024-05-14 discovered"},
		{"failure", "A system failure occurred on May 4, 2024 as a result of a cyberattack by a third party.", "2024-05-04 intrusion"},
		{"altered", "A third party exploited a weakness in the system and on May 3, 2024 altered the payment application.", "2024-05-03 intrusion"},
		{"burgled", "In the early morning of Saturday, May 27, 2024, our office was burglarized.", "2024-05-27 intrusion"},
		{"entered", "The group had entered on 3 May 2024 with the log-in of a contractor.", "2024-05-03 intrusion"},
		{"first accessed", "Our server was first accessed on May 2, 2024.", "2024-05-02 intrusion"},
		{"mailed astray", "The wrong pages were mailed on April 11, 2024. We learned of the error on April 14, 2024.", "2024-04-11 intrusion, 2024-04-14 discovered"},
		{"cut off", "All external log-ins were cut off on 1 May 2024.", "2024-05-01 contained"},
		{"supply stopped", "The supply of print data to the processor was stopped on 7 May 2024.", "2024-05-07 contained"},
		{"until cut", "The intruder could look around a file server from 3 May 2024 until 11 May 2024.", "2024-05-03..2024-05-11 intrusion"},
		{"called in", "Outside investigators were called in on 6 May 2024.", "2024-05-06 investigation-started"},
		{"certain", "On 7 May 2024 our printer informed us that our files might be among those downloaded. After evaluation of the log files, this was certain on 14 May 2024.", "2024-05-07 discovered, 2024-05-14 identified"},
		{"letter of", "Put it in the yellow envelope that came with our letter of May 19, 2024.", "2024-05-19 notified"},
		{"letters went out", "Letters to former employees went out on 8 May 2024.", "2024-05-08 notified"},
		{"telephoned", "Our manager telephoned the families of all students on 13 May 2024 to apologise.", "2024-05-13 notified"},
		{"dispatched", "Letters to the customers named above: dispatched on 21.05.2024", "2024-05-21 notified"},
		{"restarted", "The Mitsuke Plant restarted on May 7, 2024.", "2024-05-07 resumed"},
		{"reopened", "The online store reopened on May 30, 2024.", "2024-05-30 resumed"},
		{"vendor's update", "The manufacturer's update was installed on 1 May 2024.", "2024-05-01 remediated"},
		{"locked", "On 5/17/2024 we locked all 3,076 accounts and expired their passwords.", "2024-05-17 contained"},
		{"police", "We called the Keene police on May 2, 2024.", "2024-05-02 reported"},
	})
}

// TestEnglishMeasures wants further responses.
func TestEnglishMeasures(t *testing.T) {
	inEnglish(t, "responses", []phrase{
		{"expired", "We locked the accounts and expired their passwords.", "account-suspended, password-reset"},
		{"held back", "The remaining bills, which were ready for pick-up, were held back.", "shipment-stopped"},
		{"orders cancelled", "We cancelled all orders paid with the stolen points that had not yet left our warehouse.", "shipment-stopped"},
		{"come back", "Most of the pages have already come back, and staff are going door to door for the remainder.", "retrieved"},
		{"inspected", "The Township will inspect the printer's plant before the July billing and twice a year after that.", "supplier-oversight"},
		{"audited supplier", "We will have the provider's settings audited every half year.", "supplier-oversight"},
		{"asked the vendor", "We have strongly requested our vendor to educate its staff.", "supplier-oversight"},
		{"no more data", "We have stopped supplying data to the processor.", "supplier-disconnected"},
		{"card fee", "We have asked the card companies that the fee for replacing your card should not be charged to you.", "reissue-cost"},
		{"fee borne", "The reissuance fee will be borne by us.", "reissue-cost"},
		{"publication instead", "For customers whose address we do not have, this publication replaces individual notification.", "public-notice"},
		{"substitute notice", "Because we do not have a current address for everyone, we are posting this notice on our website as substitute notice.", "public-notice"},
		{"line set up", "Billing error line (set up for this matter): 705-000-8246", "hotline"},
		{"service telephone", "Service telephone for this incident: +49-40-0000-5520", "hotline"},
		{"hardware key", "The company has made multi-factor authentication compulsory for remote log-ins.", "mfa"},
		{"code by text", "We have begun to require a one-time code by text message.", "mfa"},
		{"called in", "Outside investigators were called in the following day.", "forensics"},
		{"help of a firm", "With the help of a third-party cybersecurity firm, we began an investigation.", "forensics"},
		{"logins cut off", "All external log-ins were cut off.", "access-restricted"},
		{"refresher", "All staff will go through refresher training this month.", "training"},
		{"procedure changed", "After each restart the first fifty envelopes must be opened and compared.", "rules-revised"},
		{"encrypted backups", "No storage device may be left on a desk overnight.", "rules-revised"},
		{"dark web", "We continue to monitor the dark web for your information.", "monitoring"},
		{"credit monitoring is none", "We are offering you 24 months of credit monitoring at no cost.", ""},
		{"main line is none", "Our switchboard is open from 9 to 5.", ""},
	})
}

// TestEnglishDamageInOtherWords wants what is said of misuse.
func TestEnglishDamageInOtherWords(t *testing.T) {
	inEnglish(t, "secondary_damage", []phrase{
		{"none told", "As of the date of this letter none of our clients has told us of a false tax return or any other misuse.", "none-confirmed"},
		{"no such case", "It is conceivable that third parties will use the data for forged reminders. No such case has become known to us so far.", "none-confirmed"},
		{"nobody told", "Nobody has told us of anything of the kind so far.", "none-confirmed"},
		{"come to notice", "No misuse of employees' data has come to the company's notice.", "none-confirmed"},
		{"searches", "Searches of the web have found neither secondary use nor copies of the data.", "none-confirmed"},
		{"no reports", "We have received no reports of identity theft or fraud.", "none-confirmed"},
		{"points spent", "Points were spent without permission from 412 of the accounts.", "confirmed"},
		{"used", "Fraudulent charges have been made on some of the cards.", "confirmed"},
		{"may", "The data could be misused.", "unstated"},
	})
	inEnglish(t, "leak", []phrase{
		{"hands", "We cannot deny the possibility that the data has passed into the hands of a third party.", "possible"},
		{"exclude", "We cannot exclude the possibility that someone with the right skills could read the drive.", "possible"},
		{"intruders copied", "Intruders copied employee data from the head office.", "confirmed"},
		{"downloaded", "Unknown perpetrators exploited a vulnerability in this software and downloaded files.", "confirmed"},
		{"wrong envelope", "Page 2 of one customer's bill was put into the next customer's envelope.", "confirmed"},
		{"investigating", "Whether any personal information has been leaked is under investigation.", "unstated"},
	})
}

// TestEnglishItemsInOtherWords wants data named, and those denied kept apart.
func TestEnglishItemsInOtherWords(t *testing.T) {
	inEnglish(t, "items", []phrase{
		{"after a slash", "The file contained names, job titles, employee IDs and dates of birth.", "birth-date, job-title, member-number, name"},
		{"device", "The data includes terminal ID, user ID and history of positions.", "device-id, location, login-id"},
		{"ordered", "The files contain first name and surname, postal address, customer number, articles ordered and amount of the invoice.", "address, member-number, name, other, purchase-history"},
		{"school", "The register shows name of student, school and class, name of parent and parent's mobile number.", "family, name, phone, student"},
		{"passports", "Scans of passports were found.", "passport"},
		{"national insurance", "The files include names, home addresses, National Insurance numbers, salaries and bank account numbers.", "address, bank-account, name, other, salary"},
		{"meter", "The page shows the account holder's name, the service address, the account number and the meter readings.", "address, name, other"},
		{"medical", "The information may have included diagnosis and treatment information, prescription information and health insurance policy number.", "insurance, medical"},
	})
	inEnglish(t, "items_excluded", []phrase{
		{"no on", "No credit card numbers were on the drive.", "card-number"},
		{"not in", "Financial account and payment card information was not in the accounts.", "bank-account, card"},
		{"there is no", "There is no bank account or credit card number on any page of the bill, and no telephone number.", "bank-account, card-number, phone"},
		{"does not show", "It does NOT show home addresses or e-mail addresses.", "address, email"},
		{"elsewhere", "Card details are not stored in your account.", "card"},
		{"no card data accessed", "Our web shop runs on a different network, and no card data was accessed.", "card"},
		{"not contained", "E-mail addresses, telephone numbers and passwords are not contained.", "email, password, phone"},
		{"safe", "Passwords and payment details were unaffected.", "card, password"},
	})
}

// TestEnglishTypesInOtherWords wants what happened.
func TestEnglishTypesInOtherWords(t *testing.T) {
	inEnglish(t, "types", []phrase{
		{"burgled", "Our office was burglarized, and a laptop computer and an external hard drive are missing.", "theft"},
		{"weakness taken advantage of", "A third party took advantage of a weakness in the store's system and altered the payment application.", "vulnerability-exploit, web-skimming"},
		{"mailboxes", "An unauthorized person signed in to the e-mail accounts of three employees who had responded to phishing e-mails.", "account-takeover, phishing"},
		{"wrong envelope", "Page 2 of one customer's bill was put into the next customer's envelope.", "mis-sending"},
		{"processor", "A personal data breach occurred at one of our processors.", "supplier-breach"},
		{"entered with a login", "The group had entered with the log-in of a contractor and copied files.", "unauthorized-access"},
		{"no ransomware", "None of the company's systems was encrypted. Intruders copied files.", "unauthorized-access"},
		{"attachment", "By mistake, our class register was attached to the e-mail in place of the programme.", "mis-sending"},
		{"reused passwords", "Unauthorized parties tried combinations of e-mail addresses and passwords taken from breaches of other companies' websites.", "credential-stuffing"},
		{"open bucket", "A storage bucket had been left accessible to anyone on the Internet.", "misconfiguration"},
	})
}

// TestEnglishElsewhere wants the wordings of British, Australian and Asian letters.
func TestEnglishElsewhere(t *testing.T) {
	inEnglish(t, "timeline", []phrase{
		{"first became aware", "We first became aware of the incident on Tuesday 7 May 2024 when our IT team were unable to log in.", "2024-05-07 discovered"},
		{"between dates", "Our investigation determined that an unauthorised party accessed our network between April 28, 2024 and May 2, 2024.", "2024-04-28..2024-05-02 intrusion"},
		{"through", "The mailbox was accessed from April 28 through May 2, 2024.", "2024-04-28..2024-05-02 intrusion"},
		{"took down", "On 8 May 2024 we took the page down.", "2024-05-08 contained"},
		{"switched off", "The form was switched off at 4 pm on 8 May 2024.", "2024-05-08 contained"},
		{"review completed", "The review of the affected files was finalised on 30 May 2024.", "2024-05-30 investigation-completed"},
		{"forensic report", "We received the forensic report on May 30, 2024.", "2024-05-30 investigation-completed"},
		{"learned whose data", "On May 31, 2024, we completed our review and identified the individuals whose information was involved.", "2024-05-31 identified, 2024-05-31 investigation-completed"},
		{"emailed", "All affected members were emailed on 3 June 2024.", "2024-06-03 notified"},
		{"notice mailed", "On June 7, 2024, we mailed notice letters to the affected individuals.", "2024-06-07 notified"},
		{"service back", "Bookings reopened on 12 June 2024.", "2024-06-12 resumed"},
		{"back to normal", "Operations returned to normal on 12 June 2024.", "2024-06-12 resumed"},
		{"earlier statement", "We published a first statement on this website on 8 May 2024.", "2024-05-08 published"},
		{"stolen bag", "A bag containing a work phone was stolen from a train on 4 May 2024.", "2024-05-04 intrusion"},
		{"lost in post", "A USB stick was lost in transit on 4 May 2024.", "2024-05-04 intrusion"},
		{"uploaded by mistake", "On 4 May 2024 a member of staff uploaded the wrong file to our website.", "2024-05-04 intrusion"},
		{"engaged", "On May 5, 2024, with the assistance of third-party specialists, we launched an investigation.", "2024-05-05 investigation-started"},
		{"phished", "On 4 May 2024 an employee clicked on a link in a phishing email.", "2024-05-04 intrusion"},
		{"to begin later", "Letters will be posted from 20 June 2024.", ""},
	})
	inEnglish(t, "responses", []phrase{
		{"took steps to secure", "Upon learning of this, we immediately took steps to secure our network and disabled the compromised account.", "account-suspended"},
		{"forced reset", "We forced a password reset for all users.", "password-reset"},
		{"enterprise reset", "We conducted an enterprise-wide password reset.", "password-reset"},
		{"call center", "A dedicated call center is available at 1-800-000-0000.", "hotline"},
		{"toll-free", "You may call our toll-free response line at 1-800-000-0000.", "hotline"},
		{"mailed letters", "We are mailing letters to individuals whose information was involved.", "individual-notice"},
		{"edr", "We have deployed endpoint detection and response software on all computers.", "monitoring"},
		{"logging", "We have enhanced our logging and alerting.", "monitoring"},
		{"24/7", "Our network is now monitored 24/7 by a security operations centre.", "monitoring"},
		{"policies", "We are reviewing our policies and procedures.", "rules-revised"},
		{"training", "All staff have completed mandatory data protection training.", "training"},
		{"least privilege", "We have limited access to the folder to those who need it.", "access-restricted"},
		{"took offline", "We promptly took our systems offline.", "service-stopped"},
		{"disconnected", "We disconnected the affected servers from the internet.", "network-isolated"},
		{"recipient deleted", "The recipient has confirmed in writing that the file has been permanently deleted.", "data-deleted"},
		{"asked to delete", "We asked the recipients to delete the email.", "data-deleted"},
		{"patch", "We applied the vendor's patch the same day.", "vulnerability-fixed"},
		{"suspended staff", "The employee has been suspended pending disciplinary proceedings.", "disciplinary"},
		{"migrated", "We have moved the service to a new platform.", "system-rebuilt"},
		{"restored from backup", "The systems were rebuilt from clean backups.", "system-rebuilt"},
		{"two people", "Bulk emails must now be approved by a second person before sending.", "rules-revised"},
		{"monitor card", "Card companies are monitoring transactions on the cards concerned.", "monitoring"},
		{"waf", "We have installed a web application firewall.", "waf"},
		{"advice to readers", "You should change your password and monitor your accounts.", ""},
		{"their advice", "We recommend that you enable two-factor authentication.", ""},
	})
	inEnglish(t, "affected", []phrase{
		{"names listed", "The spreadsheet contained the names of 1,204 members.", "1204members exact total"},
		{"roughly", "Roughly 3,000 people are affected.", "3000people about total"},
		{"nearly", "Nearly 4,000 students had their details exposed.", "4000students about total"},
		{"k", "The breach exposed the data of 1.2 million users.", "1200000users exact total"},
		{"residents of a state", "The number of Maine residents affected is 14.", "14residents exact total"},
		{"sent to", "The email was sent to 340 parents, whose addresses were visible to each other.", "340parents exact total"},
		{"sent to others", "The email was sent by mistake to 12 recipients.", ""},
		{"size", "We serve more than 40,000 customers in three countries.", ""},
		{"attempts", "The attackers made 18,000 login attempts.", ""},
		{"stores", "We operate 42 stores.", ""},
	})
	inEnglish(t, "leak", []phrase{
		{"acquired", "The unauthorized actor acquired certain files from our network.", "confirmed"},
		{"perhaps copied", "Files containing your information may have been copied.", "possible"},
		{"no evidence", "There is no evidence that any data left our systems.", "none"},
		{"potentially", "Your information was potentially accessed.", "possible"},
		{"exfiltrated", "Data was exfiltrated before the encryption.", "confirmed"},
		{"dark web", "The attackers have posted some of our data on the dark web.", "confirmed"},
	})
	inEnglish(t, "secondary_damage", []phrase{
		{"none of misuse", "We have no evidence that your information has been misused.", "none-confirmed"},
		{"no indication", "There is no indication of identity theft or fraud related to this event.", "none-confirmed"},
		{"scam calls", "Some customers have received scam calls that quote their order numbers.", "confirmed"},
		{"wary", "Please remain vigilant against identity theft and fraud.", "unstated"},
	})
	inEnglish(t, "discovered_by", []phrase{
		{"a customer told", "A customer alerted us on 3 May 2024 that she could see another person's order.", "customer"},
		{"hosting provider", "On 3 May 2024 our hosting provider alerted us to unusual traffic.", "supplier"},
		{"police told", "On 3 May 2024 we were contacted by the National Crime Agency.", "police"},
		{"our monitoring", "On 3 May 2024 our monitoring systems detected unusual activity.", "internal"},
		{"bank", "On May 3, 2024 our payment processor informed us of a pattern of fraud.", "card-company"},
		{"hacker", "On 3 May 2024 we received an email from a person claiming to have our data and demanding payment.", "attacker"},
	})
}

// TestEnglishNames wants suppliers, services and public bodies by what stands beside them.
func TestEnglishNames(t *testing.T) {
	inEnglish(t, "suppliers", []phrase{
		{"printed and posted by", "Our invoices are printed and posted by Kontor Print & Mail GmbH. Files were stolen from it.", "Kontor Print & Mail GmbH"},
		{"entrusted to", "The management of the data had been entrusted to Setouchi Works Co., Ltd.", "Setouchi Works Co., Ltd."},
		{"examined by", "The servers were examined by Deepfield Forensics Inc.", ""},
	})
	inEnglish(t, "services", []phrase{
		{"quoted, with what it is", "\"HB-Net\", the web ordering system for distributors, was shut down.", "HB-Net"},
	})
	whole(t, "organization", []phrase{
		{"a town", "May 4, 2023\n\nTownship of Lower Wapiti\n\nNotice of Wrong Pages in Water Bills\n\nThe personal information of our customers was disclosed to other customers, because the bills that are printed by Birch Document Services Inc. had wrong pages in them.\n", "Township of Lower Wapiti"},
		{"behind a label", "July 8, 2025\n\nCompany name: Hokushin Bearing Co., Ltd.\n\nNotice Concerning Leakage of Personal Information\n\nPersonal information of our customers was stolen on July 4, 2025 in a cyberattack by a third party, for which we apologize deeply.\n", "Hokushin Bearing Co., Ltd."},
	})
}
