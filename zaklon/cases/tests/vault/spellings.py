"""Invented persons, as they are on file and as somebody else writes or hears them: `file | question | kind`."""

LABELLED = """
Đorđina Vuksanovac | Djordjina Vuksanovac | dj
Đurđica Kolašević | Djurdjica Kolasevic | dj
Anđelka Zrnobrđe | Andjelka Zrnobrdje | dj
Srđanko Međedović | Srdanko Mededovic | marks
Žarkica Šćekičev | Zarkica Scekicev | marks
Čedomirka Ćipranić | Cedomirka Cipranic | marks
Ljubišica Njegušanin | Ljubisica Njegusanin | marks
Šćepanka Žižićević | Scepanka Zizicevic | marks
Zehra Čikićeva | Zehra Cikiceva | marks
Vukosavka Śeničić | Vukosavka Senicic | marks
Đorđina Vuksanovac | Ђорђина Вуксановац | script
Љубишица Његушанин | Ljubišica Njegušanin | script
Џемиланка Хаџибалић | Džemilanka Hadžibalić | script
Žarkica Šćekičev | Жаркица Шћекичев | script
Мирослава Ћипранић | Miroslava Cipranic | script
Čedomirka Ćipranić | Чедомирка Ћипранић | script
Невенкица Шестакова | Nevenkica Sestakova | script
Anđelka Zrnobrđe | Анђелка Зрнобрђе | script
Gjergjina Hoxhaliu | Đerđina Hodžaliu | albanian
Xhevahira Qosajin | Dževahira Ćosajin | albanian
Shqiponjka Gjeloshi | Šćiponjka Đeloši | albanian
Zhanetina Çobanaj | Žanetina Čobanaj | albanian
Lulgjurina Vuçkaj | Ljuljđurina Vučkaj | albanian
Arbërina Dushkëza | Arberina Duškeza | albanian
Hatixheja Mustafiq | Hatidžeja Mustafić | albanian
Qamilonja Ahmetaj | Ćamilonja Ahmetaj | albanian
Shpresonja Zhutiqi | Špresonja Žutići | albanian
Nikçeviqka Gjonbalaj | Nikčevićka Đonbalaj | albanian
Džemilanka Hadžibalić | Xhemilanka Haxhibaliq | albanian
Šabanija Čelićova | Shabanija Çeliqova | albanian
Đulistana Kujević | Gjulistana Kujeviq | albanian
Hajrudinka Šarkinović | Hajrudinka Sharkinoviq | albanian
Ajshonja Rexhepaj | Ајшоња Реџепај | albanian
Llazarka Rrustemova | Lazarka Rustemova | double
Emmanuela Kossović | Emanuela Kosović | double
Abdullahina Hassanova | Abdulahina Hasanova | double
Muhammedka Jussufova | Muhamedka Jusufova | double
Vuksanovac Đorđina | Đorđina Vuksanovac | order
Miroslava Ćipranić | Ćipranić Miroslava | order
Nevenkica Šestakova | Sestakova, Nevenkica | order
Gjergjina Hoxhaliu | HODŽALIU Đerđina | order
Ana Marijanka Tomovićeva | Tomovićeva Ana Marijanka | order
Vukosavka Śeničić | Сеничић Вукосавка | order
Miroslava Ćipranić | Miroslva Ćipranić | typo
Nevenkica Šestakova | Nevenikca Šestakova | typo
Vukosavka Śeničić | Vukosavka Seničič | typo
Čedomirka Ćipranić | Čedomirka Ćipraniš | typo
Ljubišica Njegušanin | Ljubišica Njegušannn | typo
Hajrudinka Šarkinović | Hajrudinka Šarkinivić | typo
Zehra Čikićeva | Zehre Čikićeva | typo
Shpresonja Zhutiqi | Shpresonja Zhutiqu | typo
Anđelka Zrnobrđe | Anđelka Zrnibrđe | typo
Emmanuela Kossović | Emanuela Kosovic | typo
Srđanko Međedović | Srđanko Međedovič | typo
Žarkica Šćekičev | Žarkca Šćekičev | typo
Kristijanka Maksimova | Christianka Maximova | sound
Alexandrina Foltynova | Aleksandrina Foltinova | sound
Marijanka Ivovićeva | Marianka Ivovićeva | sound
Yovanka Wukovićeva | Jovanka Vukovićeva | sound
Fatimonja Mehmedova | Fatemonja Mehmedova | sound
Philomena Theodorova | Filomena Teodorova | sound
Yusufinka Khalilova | Jusufinka Halilova | sound
Ana Marijanka Tomovićeva | Marijanka Tomovićeva | part
Đorđina Vuksanovac-Perkić | Đorđina Perkić | part
Gjergjina Hoxhaliu | Hoxhaliu | part
Невенкица Шестакова | Šestakova | part
Miroslava Ćipranić | Ćipranič Miroslva | two
Gjergjina Hoxhaliu | Hodzaliu Djerdjina | two
Džemilanka Hadžibalić | Hadzibalic Dzemilnka | two
Žarkica Šćekičev | Шћекичев Zarkca | two
"""

PAIRS = [tuple(part.strip() for part in line.split("|")) for line in LABELLED.strip().splitlines()]

# Alike to the eye only: the first is never found first, nor surely, where the second is asked for.
UNLIKE = [
    ("Miroslava Ćipranić", "Miroslava Tomašević"),
    ("Zehra Čikićeva", "Behara Mikulić"),
    ("Gjergjina Hoxhaliu", "Gordana Halilova"),
    ("Anđelka Zrnobrđe", "Andrijana Zrnić"),
    ("Vukosavka Śeničić", "Vukašin Senković"),
]
